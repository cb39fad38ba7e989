package dev.gantry.dossier;

/** The ONNX graph of a model at one precision, in one dialect, named by its bytes. */
public record Variant(
    String model, Precision precision, Dialect dialect, Digest digest, ByteCount size) {}
