package dev.gantry.converter.normalise;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorComparison;
import dev.gantry.dossier.tensor.TensorElements;
import java.util.Locale;
import java.util.Optional;

/** Checks that an output agrees with what it was; numbers that are not finite must be the same. */
final class OutputAgreementCheck {
  /** What reordered sums may cost. A pass that changes the meaning loses far more. */
  private static final double LEAST_DB = 120;

  /** Halves keep 11 and 8 bits: one bit lost in some of them is a reordered sum, no more. */
  private static final double LEAST_DB_FLOAT16 = 60;

  private static final double LEAST_DB_BFLOAT16 = 42;

  private OutputAgreementCheck() {}

  /** What is wrong, in words; absent where they agree. */
  static Optional<String> objection(Tensor expected, Tensor got) {
    if (!expected.spec().equals(got.spec())) {
      return Optional.of("output " + expected.spec() + " became " + got.spec());
    }
    if (expected.data().equals(got.data())) {
      return Optional.empty();
    }
    return switch (expected.spec().type()) {
      case FLOAT32, FLOAT64 -> floats(expected, got, LEAST_DB);
      case FLOAT16 -> floats(expected, got, LEAST_DB_FLOAT16);
      case BFLOAT16 -> floats(expected, got, LEAST_DB_BFLOAT16);
      default -> Optional.of("output " + expected.spec() + " has other numbers than before");
    };
  }

  private static Optional<String> floats(Tensor expected, Tensor got, double least) {
    TensorComparison compared = TensorComparison.of(expected, got);
    if (compared.strays() > 0) {
      return Optional.of(stray(expected, got));
    }
    double decibel = compared.sqnr().orElse(TensorComparison.CEILING);
    return decibel >= least
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "output %s agrees to %.1f dB only, %.0f dB are demanded",
                expected.name(),
                decibel,
                least));
  }

  /** Names the first pair of which one is no finite number and the other is not the same. */
  private static String stray(Tensor expected, Tensor got) {
    TensorElements wanted = new TensorElements(expected);
    TensorElements found = new TensorElements(got);
    int index = 0;
    while (Double.compare(wanted.at(index), found.at(index)) == 0
        || (Double.isFinite(wanted.at(index)) && Double.isFinite(found.at(index)))) {
      index++;
    }
    return "output "
        + expected.name()
        + " holds "
        + found.at(index)
        + " where it held "
        + wanted.at(index);
  }
}
