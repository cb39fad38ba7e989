package dev.gantry.golden.quality;

import java.util.OptionalDouble;

/** Takes one class of a metric for all of it. */
public record SingleClass(TaskQuality whole, int only) implements TaskQuality {
  @Override
  public int samples() {
    return whole.samples();
  }

  @Override
  public int classes() {
    return whole.classes();
  }

  @Override
  public int labelled(int kind) {
    return kind == only ? whole.labelled(kind) : 0;
  }

  @Override
  public OptionalDouble of(int kind, int[] weights) {
    return kind == only ? whole.of(kind, weights) : OptionalDouble.empty();
  }
}
