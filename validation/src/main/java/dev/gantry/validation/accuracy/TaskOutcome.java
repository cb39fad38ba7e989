package dev.gantry.validation.accuracy;

import dev.gantry.golden.quality.ChoiceScore;
import dev.gantry.golden.quality.SampleScore;

/** Holds how the reference and the engine each did against the labels of one sample. */
public record TaskOutcome(SampleScore reference, SampleScore engine) {
  /** The reference chose the class where the engine did not; asked of choices only. */
  boolean lost() {
    return referenceRight() && !engineRight();
  }

  boolean gained() {
    return engineRight() && !referenceRight();
  }

  boolean engineRight() {
    return right(engine);
  }

  boolean referenceRight() {
    return right(reference);
  }

  private static boolean right(SampleScore score) {
    return ((ChoiceScore) score).right();
  }
}
