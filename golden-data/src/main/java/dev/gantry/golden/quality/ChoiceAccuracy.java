package dev.gantry.golden.quality;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Top-1 accuracy: the share of samples whose class is the one chosen; every sample counts alike.
 */
public final class ChoiceAccuracy implements TaskQuality {
  private final List<ChoiceScore> choices;
  private final int classes;

  public ChoiceAccuracy(List<ChoiceScore> choices, int classes) {
    this.choices = List.copyOf(choices);
    this.classes = classes;
  }

  @Override
  public int samples() {
    return choices.size();
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int labelled(int kind) {
    return (int) choices.stream().filter(choice -> choice.labelled() == kind).count();
  }

  /** The share of the samples of a class that were given it. */
  @Override
  public OptionalDouble of(int kind, int[] weights) {
    long there = 0;
    long right = 0;
    for (int sample = 0; sample < weights.length; sample++) {
      ChoiceScore choice = choices.get(sample);
      there += choice.labelled() == kind ? weights[sample] : 0;
      right += choice.labelled() == kind && choice.right() ? weights[sample] : 0;
    }
    return share(right, there);
  }

  @Override
  public OptionalDouble of(int[] weights) {
    long there = 0;
    long right = 0;
    for (int sample = 0; sample < weights.length; sample++) {
      there += weights[sample];
      right += choices.get(sample).right() ? weights[sample] : 0;
    }
    return share(right, there);
  }

  private static OptionalDouble share(long right, long there) {
    return there == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / there);
  }
}
