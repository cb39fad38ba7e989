package dev.gantry.dossier.tensor;

import java.nio.FloatBuffer;
import java.util.OptionalDouble;

/**
 * Compares numbers with their references in one pass, and merges over outputs and samples. There is
 * one rule for numbers that are none, everywhere in the house: only pairs of two finite numbers
 * enter the sums; all others are counted, and whoever reads the figures has to look at {@link
 * #strays()} too, for a figure says nothing of them.
 *
 * @param compared pairs of finite numbers
 * @param referencePower the sum of their squares in the reference
 * @param otherPower the sum of squares of what was given
 * @param dot the sum of their products
 * @param errorPower the sum of squares of their differences
 * @param largestError the largest difference, without sign
 * @param nonFinite numbers that are NaN or infinite where the reference is finite
 * @param unreferenced numbers that differ from a reference that is itself NaN or infinite
 * @param alike numbers that are the same as a reference that is NaN or infinite: they prove nothing
 */
public record TensorComparison(
    long compared,
    double referencePower,
    double otherPower,
    double dot,
    double errorPower,
    double largestError,
    long nonFinite,
    long unreferenced,
    long alike) {
  /**
   * Stands for "identical": float32 cannot come nearer, and a report must carry a number that JSON
   * knows. Its negative stands for an error against a reference that is all zero.
   */
  public static final double CEILING = 200;

  /** Of no pair at all: where sums begin. */
  public static final TensorComparison NONE = new TensorComparison(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Both hold as many elements, of any types; each is taken as the nearest double. */
  public static TensorComparison of(Tensor reference, Tensor other) {
    if (reference.elements() != other.elements()) {
      throw new IllegalArgumentException(
          reference.spec() + " and " + other.spec() + " cannot be compared one by one");
    }
    return reference.spec().type() == ElementType.FLOAT32
            && other.spec().type() == ElementType.FLOAT32
        ? of(reference.data().asFloatBuffer(), other.data().asFloatBuffer())
        : of(new TensorElements(reference), new TensorElements(other));
  }

  /** All that remains in both. */
  public static TensorComparison of(FloatBuffer reference, FloatBuffer other) {
    if (reference.remaining() != other.remaining()) {
      throw new IllegalArgumentException(
          reference.remaining() + " and " + other.remaining() + " numbers cannot be compared");
    }
    return new PairSums().addFloats(reference.duplicate(), other.duplicate()).comparison();
  }

  private static TensorComparison of(TensorElements reference, TensorElements other) {
    PairSums sums = new PairSums();
    for (int index = 0; index < reference.count(); index++) {
      sums.add(reference.at(index), other.at(index));
    }
    return sums.comparison();
  }

  public TensorComparison plus(TensorComparison more) {
    return new TensorComparison(
        compared + more.compared,
        referencePower + more.referencePower,
        otherPower + more.otherPower,
        dot + more.dot,
        errorPower + more.errorPower,
        Math.max(largestError, more.largestError),
        nonFinite + more.nonFinite,
        unreferenced + more.unreferenced,
        alike + more.alike);
  }

  /** How many numbers became NaN or infinite, or ceased to be. */
  public long strays() {
    return nonFinite + unreferenced;
  }

  /** Every number was compared and is equal. */
  public boolean identical() {
    return compared > 0 && errorPower == 0 && strays() == 0 && alike == 0;
  }

  /** Signal to noise in decibel; absent where no pair could be compared. */
  public OptionalDouble sqnr() {
    return compared == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(decibel(referencePower, errorPower));
  }

  /** The same of two sums of squares, within the {@link #CEILING}. */
  public static double decibel(double signal, double noise) {
    if (noise <= 0) {
      return CEILING;
    }
    return Math.max(-CEILING, Math.min(CEILING, 10 * Math.log10(signal / noise)));
  }

  /** The cosine of both as vectors; absent where no pair could be compared. */
  public OptionalDouble cosine() {
    if (compared == 0) {
      return OptionalDouble.empty();
    }
    if (errorPower == 0) {
      return OptionalDouble.of(1);
    }
    if (referencePower == 0 || otherPower == 0) {
      // Nothing has no direction; called orthogonal, so that it never passes for likeness.
      return OptionalDouble.of(0);
    }
    double cosine = dot / (Math.sqrt(referencePower) * Math.sqrt(otherPower));
    return OptionalDouble.of(Math.max(-1, Math.min(1, cosine)));
  }

  /** The largest difference without sign; absent where no pair could be compared. */
  public OptionalDouble largest() {
    return compared == 0 ? OptionalDouble.empty() : OptionalDouble.of(largestError);
  }
}
