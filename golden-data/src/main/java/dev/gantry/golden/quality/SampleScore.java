package dev.gantry.golden.quality;

import java.util.List;

/** Tells how one answer compares with the labels of its sample. */
public sealed interface SampleScore permits ChoiceScore, BoxScores, MapScores {
  /** How much of the answer could not be read, because NaN or infinity stands there. */
  int broken();

  /** Which classes were taken for which; each pair once. */
  List<ClassConfusion.Taken> taken();
}
