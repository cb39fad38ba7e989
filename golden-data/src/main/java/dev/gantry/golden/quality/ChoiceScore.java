package dev.gantry.golden.quality;

import java.util.List;
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

  @Override
  public List<ClassConfusion.Taken> taken() {
    return List.of(new ClassConfusion.Taken(labelled, answered.orElse(ClassConfusion.NOTHING), 1));
  }
}
