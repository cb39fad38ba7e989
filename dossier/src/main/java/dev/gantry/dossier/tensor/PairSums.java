package dev.gantry.dossier.tensor;

import java.nio.FloatBuffer;

/** The running sums of one comparison, in double. */
final class PairSums {
  /** Two blocks of floats stay in the processor's first cache. */
  private static final int BLOCK = 2048;

  private long compared;
  private double referencePower;
  private double otherPower;
  private double dot;
  private double errorPower;
  private double largestError;
  private long nonFinite;
  private long unreferenced;
  private long alike;

  PairSums addFloats(FloatBuffer references, FloatBuffer others) {
    int most = Math.min(BLOCK, references.remaining());
    float[] wanted = new float[most];
    float[] given = new float[most];
    while (references.hasRemaining()) {
      int count = Math.min(most, references.remaining());
      references.get(wanted, 0, count);
      others.get(given, 0, count);
      if (!addBlock(wanted, given, count)) {
        for (int index = 0; index < count; index++) {
          add(wanted[index], given[index]);
        }
      }
    }
    return this;
  }

  /**
   * Adds a block without looking at single numbers. Squares of finite floats cannot overflow a
   * double, so that sums which are not finite tell of numbers that are none: then false is given
   * back and nothing was added. Two of each sum, so that no addition waits for the one before it.
   */
  private boolean addBlock(float[] wanted, float[] given, int count) {
    double reference0 = 0;
    double reference1 = 0;
    double other0 = 0;
    double other1 = 0;
    double dot0 = 0;
    double dot1 = 0;
    double error0 = 0;
    double error1 = 0;
    double largest0 = 0;
    double largest1 = 0;
    int index = 0;
    for (; index + 1 < count; index += 2) {
      double a0 = wanted[index];
      double b0 = given[index];
      double a1 = wanted[index + 1];
      double b1 = given[index + 1];
      double e0 = Math.abs(a0 - b0);
      double e1 = Math.abs(a1 - b1);
      reference0 += a0 * a0;
      reference1 += a1 * a1;
      other0 += b0 * b0;
      other1 += b1 * b1;
      dot0 += a0 * b0;
      dot1 += a1 * b1;
      error0 += e0 * e0;
      error1 += e1 * e1;
      largest0 = e0 > largest0 ? e0 : largest0;
      largest1 = e1 > largest1 ? e1 : largest1;
    }
    if (index < count) {
      double a = wanted[index];
      double b = given[index];
      double e = Math.abs(a - b);
      reference0 += a * a;
      other0 += b * b;
      dot0 += a * b;
      error0 += e * e;
      largest0 = e > largest0 ? e : largest0;
    }
    if (!Double.isFinite(reference0 + reference1 + other0 + other1)) {
      return false;
    }
    compared += count;
    referencePower += reference0 + reference1;
    otherPower += other0 + other1;
    dot += dot0 + dot1;
    errorPower += error0 + error1;
    largestError = Math.max(largestError, Math.max(largest0, largest1));
    return true;
  }

  void add(double reference, double other) {
    if (!Double.isFinite(reference)) {
      // Double.compare says that NaN equals NaN, which is what "gave the same" means here.
      boolean same = Double.compare(reference, other) == 0;
      alike += same ? 1 : 0;
      unreferenced += same ? 0 : 1;
    } else if (!Double.isFinite(other)) {
      nonFinite++;
    } else {
      double error = reference - other;
      compared++;
      referencePower += reference * reference;
      otherPower += other * other;
      dot += reference * other;
      errorPower += error * error;
      largestError = Math.max(largestError, Math.abs(error));
    }
  }

  TensorComparison comparison() {
    return new TensorComparison(
        compared,
        referencePower,
        otherPower,
        dot,
        errorPower,
        largestError,
        nonFinite,
        unreferenced,
        alike);
  }
}
