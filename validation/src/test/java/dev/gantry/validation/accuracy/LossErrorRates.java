package dev.gantry.validation.accuracy;

import dev.gantry.validation.statistics.BinomialTail;

/**
 * Computes how often the rule for top-1 calls an engine met or broken, over all that its samples
 * may show: exact, not drawn.
 *
 * @param lostShare of all samples there could be, the share that only the reference has right
 * @param gainedShare the share that only the engine has right
 */
public record LossErrorRates(long samples, double lostShare, double gainedShare) {
  private static final double NEGLIGIBLE = 1e-9;

  public double met(double margin, double confidence) {
    double sum = 0;
    for (long gained = 0; gained <= samples; gained++) {
      double part = new BinomialTail(samples, gainedShare).exactly(gained);
      if (part > NEGLIGIBLE) {
        long most = mostMet(gained, margin, confidence);
        sum += part * lost(gained).atMost(most);
      }
    }
    return sum;
  }

  /** At a chance of so much, or less. */
  public double broken(double margin, double chance) {
    double sum = 0;
    for (long gained = 0; gained <= samples; gained++) {
      double part = new BinomialTail(samples, gainedShare).exactly(gained);
      if (part > NEGLIGIBLE * chance) {
        sum += part * lost(gained).atLeast(fewestBroken(gained, margin, chance));
      }
    }
    return sum;
  }

  private BinomialTail lost(long gained) {
    return new BinomialTail(samples - gained, lostShare / (1 - gainedShare));
  }

  private long mostMet(long gained, double margin, double confidence) {
    long low = -1;
    long high = samples - gained + 1;
    while (high - low > 1) {
      long middle = (low + high) / 2;
      if (new LossCount(samples, middle, gained, "").kept(margin, confidence)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long fewestBroken(long gained, double margin, double chance) {
    long low = -1;
    long high = samples - gained + 1;
    while (high - low > 1) {
      long middle = (low + high) / 2;
      if (new LossCount(samples, middle, gained, "").within(margin) <= chance) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
