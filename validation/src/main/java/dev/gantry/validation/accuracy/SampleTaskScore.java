package dev.gantry.validation.accuracy;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.validation.comparison.OutputComparison;
import java.util.List;
import java.util.Optional;

/** Holds what one sample says of an engine; {@code task} is absent where no label can be used. */
public record SampleTaskScore(
    GoldenSet.Sample sample, List<OutputComparison> outputs, Optional<TaskOutcome> task) {
  public SampleTaskScore {
    outputs = List.copyOf(outputs);
  }
}
