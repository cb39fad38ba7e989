package dev.gantry.converter.compare;

import dev.gantry.dossier.Tensor;
import dev.gantry.golden.array.TensorElements;
import java.util.OptionalDouble;

/** Sums over pairs of numbers; a pair of which one is no finite number is counted, not summed. */
final class Difference {
  private double signal;
  private double other;
  private double product;
  private double noise;
  private double largest;
  private long pairs;
  private long strays;

  /** Of one tensor against another of the same number of elements. */
  static Difference of(Tensor expected, Tensor got) {
    Difference difference = new Difference();
    TensorElements before = new TensorElements(expected);
    TensorElements after = new TensorElements(got);
    if (before.count() != after.count()) {
      throw new IllegalArgumentException(
          "output " + expected.spec() + " became " + got.spec() + ": they cannot be compared");
    }
    for (int index = 0; index < before.count(); index++) {
      difference.add(before.at(index), after.at(index));
    }
    return difference;
  }

  private void add(double expected, double got) {
    if (expected == got || (Double.isNaN(expected) && Double.isNaN(got))) {
      // Equal infinities among them: nothing is lost where both say the same.
      if (Double.isFinite(expected)) {
        signal += expected * expected;
        other += got * got;
        product += expected * got;
        pairs++;
      }
      return;
    }
    if (!Double.isFinite(expected) || !Double.isFinite(got)) {
      strays++;
      return;
    }
    double error = expected - got;
    signal += expected * expected;
    other += got * got;
    product += expected * got;
    noise += error * error;
    largest = Math.max(largest, Math.abs(error));
    pairs++;
  }

  void add(Difference more) {
    signal += more.signal;
    other += more.other;
    product += more.product;
    noise += more.noise;
    largest = Math.max(largest, more.largest);
    pairs += more.pairs;
    strays += more.strays;
  }

  /** How many numbers became NaN or infinite, or ceased to be. */
  long strays() {
    return strays;
  }

  /** Infinite where both are the same; absent where no number could be compared. */
  OptionalDouble decibel() {
    if (pairs == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise));
  }

  /** Absent where one of both is nothing but zeros. */
  OptionalDouble cosine() {
    double norms = Math.sqrt(signal) * Math.sqrt(other);
    if (noise == 0 && pairs > 0) {
      return OptionalDouble.of(1);
    }
    return norms == 0 ? OptionalDouble.empty() : OptionalDouble.of(product / norms);
  }

  OptionalDouble largest() {
    return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of(largest);
  }
}
