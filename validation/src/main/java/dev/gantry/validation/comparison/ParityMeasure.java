package dev.gantry.validation.comparison;

import dev.gantry.dossier.ParityMetric;
import java.util.OptionalDouble;

/** One parity metric read from the sums of a comparison, in the metric's own unit. */
public record ParityMeasure(ParityMetric metric) {
  /**
   * Stands for "identical": float32 cannot come nearer, and a report must carry a number that JSON
   * knows. Its negative stands for an error against a reference that is all zero.
   */
  public static final double SQNR_CEILING = 200;

  /** Empty where there was nothing to compare. */
  public OptionalDouble of(OutputComparison sums) {
    if (metric == ParityMetric.ARGMAX ? sums.choices() == 0 : sums.compared() == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        switch (metric) {
          case SQNR -> sqnr(sums);
          case COSINE -> cosine(sums);
          case MAX_ABS -> sums.maxAbs();
          case ARGMAX -> 100.0 * sums.agreeing() / sums.choices();
        });
  }

  /** What is reported where the outputs are so wrong that no value can be computed. */
  public double worst() {
    return switch (metric) {
      case SQNR -> -SQNR_CEILING;
      case COSINE -> -1;
      case MAX_ABS -> 2.0 * Float.MAX_VALUE;
      case ARGMAX -> 0;
    };
  }

  public boolean worse(double one, double other) {
    return switch (metric) {
      case SQNR, COSINE, ARGMAX -> one < other;
      case MAX_ABS -> one > other;
    };
  }

  private static double sqnr(OutputComparison sums) {
    if (sums.errorPower() == 0) {
      return SQNR_CEILING;
    }
    double decibels = 10 * Math.log10(sums.referencePower() / sums.errorPower());
    return Math.max(-SQNR_CEILING, Math.min(SQNR_CEILING, decibels));
  }

  private static double cosine(OutputComparison sums) {
    if (sums.errorPower() == 0) {
      return 1;
    }
    if (sums.referencePower() == 0 || sums.enginePower() == 0) {
      // Nothing has no direction; called orthogonal, so that it never passes for likeness.
      return 0;
    }
    double cosine = sums.dot() / (Math.sqrt(sums.referencePower()) * Math.sqrt(sums.enginePower()));
    return Math.max(-1, Math.min(1, cosine));
  }
}
