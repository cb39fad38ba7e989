package dev.gantry.harness.walk;

import dev.gantry.converter.BoardEngineBuild;
import dev.gantry.inference.InferenceLimit;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The time limits of a release: what takes longer is ended as stuck. */
public record TimeLimits(Duration inference, Duration build) {
  public static final TimeLimits USUAL =
      new TimeLimits(InferenceLimit.USUAL, BoardEngineBuild.USUAL_LIMIT);

  /** What a person changes to allow an inference more. */
  static final String INFERENCE_KEY = "inference under time-limits in the release file";

  InferenceLimit inference(String model, BooleanSupplier cancelled) {
    return new InferenceLimit(model, inference, INFERENCE_KEY, cancelled);
  }
}
