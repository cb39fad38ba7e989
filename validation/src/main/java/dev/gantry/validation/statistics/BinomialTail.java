package dev.gantry.validation.statistics;

/**
 * Computes how likely it is that so many of a number of independent trials hit, or more, or fewer,
 * when each hits with the same share. The tails are sums of positive terms going outwards, so they
 * keep their relative precision however small they are; tried to 10 million trials.
 */
public record BinomialTail(long trials, double share) {
  private static final double NEGLIGIBLE = 1e-17;

  public BinomialTail {
    if (trials < 0 || !(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("no " + trials + " trials with a share of " + share);
    }
  }

  public double atMost(long hits) {
    if (hits < 0) {
      return 0;
    }
    if (hits >= trials) {
      return 1;
    }
    return hits < trials * share ? below(hits) : 1 - above(hits + 1);
  }

  public double atLeast(long hits) {
    if (hits <= 0) {
      return 1;
    }
    if (hits > trials) {
      return 0;
    }
    return hits > trials * share ? above(hits) : 1 - below(hits - 1);
  }

  private double below(long hits) {
    double term = exactly(hits);
    double sum = term;
    for (long i = hits; i > 0 && term > sum * NEGLIGIBLE; i--) {
      term *= i * (1 - share) / ((trials - i + 1) * share);
      sum += term;
    }
    return sum;
  }

  private double above(long hits) {
    double term = exactly(hits);
    double sum = term;
    for (long i = hits; i < trials && term > sum * NEGLIGIBLE; i++) {
      term *= (trials - i) * share / ((i + 1) * (1 - share));
      sum += term;
    }
    return sum;
  }

  /**
   * The saddle-point form of Loader (2000): the plain form subtracts logarithms of factorials that
   * agree in their first nine digits at 10 million trials.
   */
  public double exactly(long hits) {
    if (hits < 0 || hits > trials) {
      return 0;
    }
    if (share == 0 || share == 1) {
      return hits == (share == 0 ? 0 : trials) ? 1 : 0;
    }
    if (hits == 0) {
      return Math.exp(trials * Math.log1p(-share));
    }
    if (hits == trials) {
      return Math.exp(trials * Math.log(share));
    }
    long misses = trials - hits;
    double exponent =
        stirlingError(trials)
            - stirlingError(hits)
            - stirlingError(misses)
            - deviance((double) hits, trials * share)
            - deviance((double) misses, trials * (1 - share));
    return Math.exp(exponent) * Math.sqrt(trials / (2 * Math.PI * hits * (double) misses));
  }

  /** ln n! less Stirling's formula for it. */
  private static double stirlingError(long n) {
    if (n <= 15) {
      double factorial = 1;
      for (int i = 2; i <= n; i++) {
        factorial *= i;
      }
      return Math.log(factorial) - 0.5 * Math.log(2 * Math.PI * n) - n * Math.log((double) n) + n;
    }
    double square = (double) n * n;
    return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - 1 / (1680 * square)) / square) / square) / n;
  }

  /** x ln(x/mean) + mean - x, by a series where the two are near and would cancel. */
  private static double deviance(double x, double mean) {
    if (Math.abs(x - mean) >= 0.1 * (x + mean)) {
      return x * Math.log(x / mean) + mean - x;
    }
    double ratio = (x - mean) / (x + mean);
    double sum = (x - mean) * ratio;
    double power = 2 * x * ratio;
    for (int odd = 3; odd < 1000; odd += 2) {
      power *= ratio * ratio;
      double next = sum + power / odd;
      if (next == sum) {
        break;
      }
      sum = next;
    }
    return sum;
  }
}
