package dev.gantry.validation.comparison;

import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.tensor.TensorComparison;
import java.util.OptionalDouble;

/** One parity metric read from the sums of a comparison, in the metric's own unit. */
public record ParityMeasure(ParityMetric metric) {
  /** Empty where there was nothing to compare. */
  public OptionalDouble of(OutputComparison output) {
    return switch (metric) {
      case SQNR -> output.values().sqnr();
      case COSINE -> output.values().cosine();
      case MAX_ABS -> output.values().largest();
      case ARGMAX ->
          output.choices() == 0
              ? OptionalDouble.empty()
              : OptionalDouble.of(100.0 * output.agreeing() / output.choices());
    };
  }

  /** What is reported where the outputs are so wrong that no value can be computed. */
  public double worst() {
    return switch (metric) {
      case SQNR -> -TensorComparison.CEILING;
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
}
