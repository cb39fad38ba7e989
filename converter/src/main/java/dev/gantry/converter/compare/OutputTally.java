package dev.gantry.converter.compare;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorComparison;
import java.util.OptionalDouble;

/** One output over the samples; what it keeps does not grow with them. */
final class OutputTally {
  private final String output;
  private TensorComparison all = TensorComparison.NONE;
  private int worst = -1;
  private boolean worstStrays;
  private OptionalDouble worstDecibel = OptionalDouble.empty();

  OutputTally(String output) {
    this.output = output;
  }

  void add(int sample, Tensor expected, Tensor got) {
    TensorComparison difference = compared(expected, got);
    all = all.plus(difference);
    if (worst < 0 || isWorse(difference)) {
      worst = sample;
      worstStrays = difference.strays() > 0;
      worstDecibel = difference.sqnr();
    }
  }

  /** A sample with numbers that are none is worse than any that has only wrong ones. */
  private boolean isWorse(TensorComparison difference) {
    boolean strays = difference.strays() > 0;
    if (strays != worstStrays) {
      return strays;
    }
    return keeps(difference.sqnr()) < keeps(worstDecibel);
  }

  private static double keeps(OptionalDouble decibel) {
    return decibel.orElse(-TensorComparison.CEILING);
  }

  static TensorComparison compared(Tensor expected, Tensor got) {
    if (expected.elements() != got.elements()) {
      throw new IllegalArgumentException(
          "output " + expected.spec() + " became " + got.spec() + ": they cannot be compared");
    }
    return TensorComparison.of(expected, got);
  }

  OutputAgreement agreement() {
    return new OutputAgreement(
        output,
        all.sqnr(),
        all.cosine(),
        all.largest(),
        all.strays(),
        Math.max(worst, 0),
        worstDecibel);
  }
}
