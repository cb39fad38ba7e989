package dev.gantry.converter;

import dev.gantry.converter.emit.EmissionRequest;
import dev.gantry.converter.model.OnnxModel;

/** A model, what is to become of it, and what it is fed meanwhile. */
public record ConversionRequest(
    String name,
    OnnxModel model,
    EmissionRequest wish,
    ConversionInputs feed,
    ConversionOptions choices) {}
