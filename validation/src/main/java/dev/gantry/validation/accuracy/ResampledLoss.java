package dev.gantry.validation.accuracy;

import dev.gantry.validation.statistics.NormalTail;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;

/**
 * The loss of a metric when whole samples are drawn again with replacement, both answers of a
 * sample staying together.
 *
 * <p>The seed comes from the number of samples alone: who judges the same evidence again gets the
 * same finding, and nobody can draw until it suits.
 */
public final class ResampledLoss {
  static final int RESAMPLES = 4000;

  /** Losses and margins are computed: the last bit must not decide. */
  private static final double LAST_BIT = 1e-12;

  /** Fewer resamples than these do not tell how small a share is. */
  private static final int RESOLVABLE = 10;

  private final double[] losses;
  private final double mean;
  private final double spread;
  private final SkewCorrection skew;

  private ResampledLoss(double[] losses, double mean, double spread, SkewCorrection skew) {
    this.losses = losses;
    this.mean = mean;
    this.spread = spread;
    this.skew = skew;
  }

  public static ResampledLoss of(MetricPair pair) {
    int samples = pair.samples();
    SplittableRandom random = new SplittableRandom(samples);
    double[] losses = new double[RESAMPLES];
    int known = 0;
    for (int resample = 0; resample < RESAMPLES; resample++) {
      int[] weights = new int[samples];
      for (int draw = 0; draw < samples; draw++) {
        weights[random.nextInt(samples)]++;
      }
      OptionalDouble loss = pair.loss(weights);
      if (loss.isPresent()) {
        losses[known++] = loss.getAsDouble();
      }
    }
    return of(pair, Arrays.copyOf(losses, known));
  }

  private static ResampledLoss of(MetricPair pair, double[] losses) {
    Arrays.sort(losses);
    double mean = Arrays.stream(losses).average().orElse(0);
    double squares = Arrays.stream(losses).map(loss -> (loss - mean) * (loss - mean)).sum();
    double spread = Math.sqrt(squares / Math.max(1, losses.length - 1));
    double seen = pair.loss().orElse(mean);
    double below = Arrays.stream(losses).filter(loss -> loss < seen - LAST_BIT).count();
    double above = Arrays.stream(losses).filter(loss -> loss > seen + LAST_BIT).count();
    SkewCorrection skew =
        below + above == 0
            ? new SkewCorrection(0, 0)
            : SkewCorrection.of(pair, 0.5 + (below - above) / 2 / losses.length);
    return new ResampledLoss(losses, mean, spread, skew);
  }

  /** The standard deviation over the resamples. */
  double spread() {
    return spread;
  }

  /** How often the loss is at or below the margin. */
  public double within(double margin) {
    double chance = tail(losses.length - above(margin) + unknown(), (mean - margin) / spread);
    return Math.max(chance, NormalTail.above(-skew.corrected(-NormalTail.value(chance))));
  }

  /** How often the loss is above the margin. */
  public double beyond(double margin) {
    double chance = tail(above(margin) + unknown(), (margin - mean) / spread);
    return Math.max(chance, NormalTail.above(skew.corrected(NormalTail.value(chance))));
  }

  /** A resample in which nothing was labelled speaks for neither side. */
  private int unknown() {
    return RESAMPLES - losses.length;
  }

  /**
   * A share of 4000 resamples ends at 1 in 4000, and a correction for many checks asks for less.
   * Where too few resamples lie in a tail, the normal tail with the same mean and spread says how
   * thin it is, but never thinner than what was seen.
   */
  private static double tail(int seen, double deviations) {
    double share = (double) seen / RESAMPLES;
    if (seen >= RESOLVABLE) {
      return share;
    }
    // Without any spread the margin is on one side of every resample, or 0/0 lies on it.
    double normal = Double.isNaN(deviations) ? 1 : NormalTail.above(deviations);
    return Math.max(share, Math.min(normal, (double) RESOLVABLE / RESAMPLES));
  }

  private int above(double margin) {
    int low = 0;
    int high = losses.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (losses[middle] <= margin + LAST_BIT) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return losses.length - low;
  }

  /** The smallest margin that the loss is above with at most this chance. */
  double upper(double alpha) {
    return edge(margin -> beyond(margin) > alpha);
  }

  /** The largest margin that the loss is within with at most this chance. */
  double lower(double alpha) {
    return edge(margin -> within(margin) <= alpha);
  }

  /** Where a question that is true of small margins becomes false; a metric is a share. */
  private static double edge(DoublePredicate small) {
    double low = -1;
    double high = 1;
    while (high - low > LAST_BIT) {
      double middle = (low + high) / 2;
      if (small.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
