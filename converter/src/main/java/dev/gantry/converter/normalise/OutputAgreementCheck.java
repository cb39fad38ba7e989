package dev.gantry.converter.normalise;

import dev.gantry.dossier.ElementType;
import dev.gantry.dossier.Tensor;
import java.nio.ByteBuffer;
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
    double signal = 0;
    double noise = 0;
    for (int index = 0; index < expected.elements(); index++) {
      double wanted = number(expected.spec().type(), expected.data(), index);
      double found = number(got.spec().type(), got.data(), index);
      if (Double.isFinite(wanted) && Double.isFinite(found)) {
        signal += wanted * wanted;
        noise += (wanted - found) * (wanted - found);
      } else if (Double.compare(wanted, found) != 0) {
        return Optional.of(
            "output " + expected.name() + " holds " + found + " where it held " + wanted);
      }
    }
    double decibel = noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
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

  private static double number(ElementType type, ByteBuffer data, int index) {
    int at = index * type.bytes();
    return switch (type) {
      case FLOAT32 -> data.getFloat(at);
      case FLOAT64 -> data.getDouble(at);
      case FLOAT16 -> half(data.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(data.getShort(at) << 16);
      default -> throw new IllegalArgumentException("type " + type);
    };
  }

  private static double half(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    double size =
        exponent == 0x1f
            ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
            : exponent == 0
                ? Math.scalb((double) fraction, -24)
                : Math.scalb((double) (fraction + 0x400), exponent - 25);
    return bits < 0 ? -size : size;
  }
}
