package dev.gantry.validation.accuracy;

import dev.gantry.validation.statistics.BinomialTail;

/**
 * The loss of an engine against its reference when the samples are drawn again with replacement,
 * both answers of a sample staying together.
 *
 * <p>A sample is lost, gained or unchanged, so a resample is a multinomial draw, and the share of
 * all resamples below a loss is computed exactly instead of drawing some thousands: no seed, no
 * noise, and chances small enough to survive a correction for many checks.
 *
 * <p>Known weakness: a resample only knows what was seen. Where no sample was lost or gained, every
 * resample says "no loss" with certainty, however few samples there are. So it never speaks alone:
 * {@link UnseenLoss} says what so many samples can prove at best.
 *
 * @param samples how many are drawn
 * @param lostShare of them, the share that the reference has right and the engine has wrong
 * @param gainedShare the share that the engine has right and the reference has wrong
 */
public record PairedBootstrap(long samples, double lostShare, double gainedShare) {
  private static final double NEGLIGIBLE = 1e-18;

  public PairedBootstrap {
    if (lostShare < 0 || gainedShare < 0 || lostShare + gainedShare > 1 + 1e-9) {
      throw new IllegalArgumentException(
          "shares of " + lostShare + " lost and " + gainedShare + " gained are no shares");
    }
  }

  public static PairedBootstrap of(long samples, long lost, long gained) {
    return new PairedBootstrap(samples, (double) lost / samples, (double) gained / samples);
  }

  /** The share of resamples that lose at most so many samples more than they gain. */
  public double atMost(long netLoss) {
    long likely = Math.min(samples, (long) ((samples + 1) * lostShare));
    double sum = 0;
    for (long lost = likely; lost >= 0; lost--) {
      double part = new BinomialTail(samples, lostShare).exactly(lost);
      if (part < NEGLIGIBLE) {
        break;
      }
      sum += part * gainsAtLeast(lost, lost - netLoss);
    }
    for (long lost = likely + 1; lost <= samples; lost++) {
      double part = new BinomialTail(samples, lostShare).exactly(lost);
      if (part < NEGLIGIBLE) {
        break;
      }
      sum += part * gainsAtLeast(lost, lost - netLoss);
    }
    return Math.min(1, sum);
  }

  private double gainsAtLeast(long lost, long gained) {
    double rest = 1 - lostShare;
    double share = rest <= 0 ? 0 : Math.min(1, gainedShare / rest);
    return new BinomialTail(samples - lost, share).atLeast(gained);
  }

  /** The smallest net loss that at least this share of the resamples stays at or below. */
  public long quantile(double share) {
    long low = -samples;
    long high = samples;
    while (low < high) {
      long middle = Math.floorDiv(low + high, 2);
      if (atMost(middle) >= share) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
