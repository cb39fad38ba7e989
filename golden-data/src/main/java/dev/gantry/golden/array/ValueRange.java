package dev.gantry.golden.array;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorElements;
import java.util.Optional;

/** Between which numbers the finite values of tensors lie, and around which; at least one value. */
public record ValueRange(double min, double max, double mean, long count) {
  public ValueRange {
    if (count < 1 || !(min <= max)) {
      throw new IllegalArgumentException(count + " values from " + min + " to " + max);
    }
  }

  /** Empty where a tensor has no finite value. */
  public static Optional<ValueRange> of(Tensor tensor) {
    TensorElements elements = new TensorElements(tensor);
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    long count = 0;
    for (int index = 0; index < elements.count(); index++) {
      double value = elements.at(index);
      if (Double.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        count++;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    double mean = Double.isFinite(sum) ? sum / count : careful(elements, count);
    return Optional.of(new ValueRange(min, max, between(min, mean, max), count));
  }

  /** The range of both together. */
  public ValueRange plus(ValueRange other) {
    long both = Math.addExact(count, other.count);
    double least = Math.min(min, other.min);
    double most = Math.max(max, other.max);
    double share = (double) other.count / both;
    double joined = mean * (1 - share) + other.mean * share;
    return new ValueRange(least, most, between(least, joined, most), both);
  }

  /** Rounding must not carry a mean past the numbers it is of. */
  private static double between(double least, double value, double most) {
    return Math.max(least, Math.min(most, value));
  }

  /** For values whose sum is larger than any double. */
  private static double careful(TensorElements elements, long count) {
    double mean = 0;
    for (int index = 0; index < elements.count(); index++) {
      double value = elements.at(index);
      mean += Double.isFinite(value) ? value / count : 0;
    }
    return mean;
  }
}
