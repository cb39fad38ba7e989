package dev.gantry.converter.account;

import ai.onnxruntime.OrtException;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SeededSamples;
import dev.gantry.dossier.RefusedException;
import dev.gantry.inference.InferenceLimit;
import java.io.IOException;
import java.util.Optional;

/** Runs a model once on made-up numbers, the same each time, to learn the shapes inside it. */
final class SeededRun {
  private static final long SEED = 4;

  private SeededRun() {}

  /** Empty where an input has no fixed shape, and where the runtime does not take the model. */
  static Optional<ObservedTensor> facts(OnnxModel model, InferenceLimit limit) {
    try {
      return Optional.of(
          ObservedTensor.of(model.graph(), SeededSamples.of(model, 1, SEED).within(limit)));
    } catch (RefusedException | OrtException | IllegalArgumentException | IOException e) {
      // That it does not run is told by those who were asked to run it.
      return Optional.empty();
    }
  }
}
