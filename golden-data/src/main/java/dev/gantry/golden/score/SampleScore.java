package dev.gantry.golden.score;

import dev.gantry.golden.task.BoxScores;
import dev.gantry.golden.task.ChoiceAccuracy;
import dev.gantry.golden.task.MapScores;

/** Tells how one answer compares with the labels of its sample. */
public sealed interface SampleScore {
  /** An answer that is one class. */
  record Chosen(ChoiceAccuracy.Choice choice) implements SampleScore {}

  /** An answer of boxes. */
  record Boxed(BoxScores scores) implements SampleScore {}

  /** An answer of a class for each place. */
  record Mapped(MapScores scores) implements SampleScore {}
}
