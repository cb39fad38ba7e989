package dev.gantry.validation.statistics;

/**
 * Computes how often a standard normal number is above a value; precise however small the chance
 * is.
 */
public final class NormalTail {
  private static final double FAR = 3;
  private static final double MOST = 38;
  private static final int DEEP = 200;

  private NormalTail() {}

  public static double above(double value) {
    if (value < 0) {
      return 1 - above(-value);
    }
    if (Double.isInfinite(value)) {
      return 0;
    }
    double density = Math.exp(-value * value / 2) / Math.sqrt(2 * Math.PI);
    return value < FAR ? 0.5 - density * series(value) : density / fraction(value);
  }

  /** The value that is exceeded with this chance. */
  public static double value(double chance) {
    double low = -MOST;
    double high = MOST;
    while (Math.nextUp(low) < high && high - low > 1e-14) {
      double middle = (low + high) / 2;
      if (above(middle) > chance) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** x + x^3/3 + x^5/(3*5) + ...: exact near the middle, where the fraction is slow. */
  private static double series(double value) {
    double term = value;
    double sum = value;
    for (int odd = 3; term > sum * 1e-17; odd += 2) {
      term *= value * value / odd;
      sum += term;
    }
    return sum;
  }

  /** x + 1/(x + 2/(x + 3/(x + ...))), by Laplace. */
  private static double fraction(double value) {
    double fraction = value;
    for (int depth = DEEP; depth > 0; depth--) {
      fraction = value + depth / fraction;
    }
    return fraction;
  }
}
