package dev.gantry.converter.compare;

import dev.gantry.dossier.Tensor;
import java.util.OptionalDouble;

/** One output over the samples; what it keeps does not grow with them. */
final class OutputTally {
  private final String output;
  private final Difference all = new Difference();
  private int worst = -1;
  private boolean worstStrays;
  private OptionalDouble worstDecibel = OptionalDouble.empty();

  OutputTally(String output) {
    this.output = output;
  }

  void add(int sample, Tensor expected, Tensor got) {
    Difference difference = Difference.of(expected, got);
    all.add(difference);
    if (worst < 0 || isWorse(difference)) {
      worst = sample;
      worstStrays = difference.strays() > 0;
      worstDecibel = difference.decibel();
    }
  }

  /** A sample with numbers that are none is worse than any that has only wrong ones. */
  private boolean isWorse(Difference difference) {
    boolean strays = difference.strays() > 0;
    if (strays != worstStrays) {
      return strays;
    }
    return keeps(difference.decibel()) < keeps(worstDecibel);
  }

  private static double keeps(OptionalDouble decibel) {
    // Zeros that became something else have no signal to keep.
    double value = decibel.orElse(Double.NEGATIVE_INFINITY);
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }

  OutputAgreement agreement() {
    return new OutputAgreement(
        output,
        all.decibel(),
        all.cosine(),
        all.largest(),
        all.strays(),
        Math.max(worst, 0),
        worstDecibel);
  }
}
