package dev.gantry.golden.array;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorElements;

/**
 * Measures how far two tensors of one spec are apart.
 *
 * @param share the largest difference of two elements, as a share of the largest finite value of
 *     the reference; infinite where one is NaN or infinite and the other is not the same
 * @param first the first element that differs by that much; -1 where all are equal
 */
public record TensorDifference(double share, int first) {
  public static TensorDifference of(Tensor reference, Tensor other) {
    if (!reference.spec().equals(other.spec())) {
      throw new IllegalArgumentException(reference.spec() + " and " + other.spec());
    }
    TensorElements wanted = new TensorElements(reference);
    TensorElements found = new TensorElements(other);
    double largest = 0;
    double apart = 0;
    int first = -1;
    for (int index = 0; index < wanted.count(); index++) {
      double one = wanted.at(index);
      double two = found.at(index);
      largest = Double.isFinite(one) ? Math.max(largest, Math.abs(one)) : largest;
      double distance = Double.compare(one, two) == 0 ? 0 : Math.abs(one - two);
      // Also where one of them is NaN: then nothing can be said of how far.
      distance = Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
      if (distance > apart) {
        apart = distance;
        first = index;
      }
    }
    return new TensorDifference(apart == 0 ? 0 : apart / largest, first);
  }
}
