package dev.gantry.golden.task;

import java.util.List;
import java.util.OptionalInt;

/**
 * Represents what a model says of one sample: a class, things in boxes, or a class for each place.
 */
public sealed interface TaskAnswer {
  /** The class with the highest score, by index; absent where NaN is among the scores. */
  record Choice(OptionalInt kind) implements TaskAnswer {}

  /**
   * The things that a model sees.
   *
   * @param broken rows that are no detection, because NaN or infinity is among their values
   */
  record Things(List<Detection> found, int broken) implements TaskAnswer {
    public Things {
      found = List.copyOf(found);
    }
  }

  /**
   * The class of each place.
   *
   * @param broken places for which no class could be chosen, because NaN is among their scores
   */
  record Places(ClassImage image, int broken) implements TaskAnswer {}
}
