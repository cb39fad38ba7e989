package dev.gantry.golden.task;

import java.util.OptionalInt;

/**
 * Holds the class that is labelled, and the one that was chosen.
 *
 * @param answered absent where no class could be chosen
 */
public record ChoiceScore(int labelled, OptionalInt answered) implements SampleScore {
  public boolean right() {
    return answered.equals(OptionalInt.of(labelled));
  }

  @Override
  public int broken() {
    return answered.isPresent() ? 0 : 1;
  }
}
