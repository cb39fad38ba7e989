package dev.gantry.validation.accuracy;

import dev.gantry.golden.task.BoxScores;
import dev.gantry.golden.task.MapScores;

/** Holds how the reference and the engine each did against the labels of one sample. */
public sealed interface TaskOutcome permits TaskHit, TaskOutcome.Boxes, TaskOutcome.ClassMap {

  /** The things that each of them found. */
  record Boxes(BoxScores reference, BoxScores engine) implements TaskOutcome {}

  /** The places to which each of them gave a class. */
  record ClassMap(MapScores reference, MapScores engine) implements TaskOutcome {}
}
