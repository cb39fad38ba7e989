package dev.gantry.golden.quality;

import java.util.OptionalDouble;

/** Is 1 wherever another metric has a value: what a model without any fault reaches there. */
public record FaultlessQuality(TaskQuality other) implements TaskQuality {
  @Override
  public int samples() {
    return other.samples();
  }

  @Override
  public int classes() {
    return other.classes();
  }

  @Override
  public int labelled(int kind) {
    return other.labelled(kind);
  }

  @Override
  public OptionalDouble of(int kind, int[] weights) {
    return other.of(kind, weights).isPresent() ? OptionalDouble.of(1) : OptionalDouble.empty();
  }
}
