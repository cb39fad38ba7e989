package dev.gantry.validation.timing;

import dev.gantry.validation.statistics.BinomialTail;
import dev.gantry.validation.statistics.SampleMean;
import java.util.List;

/**
 * Tells what times prove of a percentile, unit by unit. A unit is what differs as a whole: a
 * process, or a stretch of one process. Times of one unit are alike, so it is units that count.
 */
sealed interface PercentileProof {
  /** From here on a percentile is proven by how many times are above a limit. */
  double HIGH = 75;

  /** How many units were timed. */
  int count();

  /** What was measured, in nanoseconds. */
  double measured();

  /**
   * How often a percentile above the limit looks as good as this, or better.
   *
   * @param count as if so many units like these had been timed
   */
  double lookingGood(long limit, int count);

  /** How often a percentile that just keeps the limit looks as bad as this, or worse. */
  double lookingBad(long limit, int count);

  static PercentileProof of(double percentile, List<SortedTimes> units) {
    return percentile < HIGH ? new Middle(logs(percentile, units)) : high(percentile, units);
  }

  static PercentileProof high(double percentile, List<SortedTimes> units) {
    return new High(percentile, units, logs(percentile, units));
  }

  private static SampleMean logs(double percentile, List<SortedTimes> units) {
    return SampleMean.of(
        units.stream()
            .mapToDouble(unit -> Math.log((double) Math.max(1, unit.percentile(percentile))))
            .toArray(),
        0);
  }

  /** Near the middle: each unit gives the logarithm of its own percentile. */
  record Middle(SampleMean logs) implements PercentileProof {
    @Override
    public int count() {
      return logs.count();
    }

    @Override
    public double measured() {
      return Math.exp(logs.mean());
    }

    @Override
    public double lookingGood(long limit, int count) {
      return logs.among(count).chanceOfLess(Math.log((double) limit));
    }

    @Override
    public double lookingBad(long limit, int count) {
      return logs.among(count).chanceOfMore(Math.log((double) limit));
    }
  }

  /**
   * High percentiles: times above the limit are counted. Were they independent, their number would
   * be binomial; they are not, so it must be proven from unit to unit too. By the square roots of
   * the numbers, which spread as chance does at least, and by the logarithms of the units' own
   * percentiles. Both lean to the good side where units differ, because a percentile of all times
   * is made by the slow units; how far is seen from how much they differ, and added. Where the
   * limit is far away nobody need know the percentile so well: the units' own must keep half of it.
   */
  record High(double percentile, List<SortedTimes> units, SampleMean logs)
      implements PercentileProof {
    /** Adding it makes the root of a small number spread like that of a large one (Anscombe). */
    private static final double FEW = 3 / 8.0;

    private static final double LEAST_DEVIATION = 0.5;

    /**
     * Either of two ways may prove a limit. Few slow queries in few units lean further than their
     * spread tells, so the way that counts them gets the smaller part of what may be wrong.
     */
    private static final double NEAR = 0.25;

    private static final double FAR = 1 - NEAR;

    public High {
      units = List.copyOf(units);
    }

    @Override
    public int count() {
      return units.size();
    }

    @Override
    public double measured() {
      return SortedTimes.together(units).percentile(percentile);
    }

    @Override
    public double lookingGood(long limit, int count) {
      double independent = tail(count).atMost((long) Math.ceil(misses(limit, count) - 1e-6));
      SampleMean roots = roots(limit);
      double near =
          Math.max(
              roots.among(count).chanceOfLess(target(roots)),
              logs.among(count).chanceOfLess(Math.log((double) limit) - leaning()));
      double far = logs.among(count).chanceOfLess(Math.log(limit / 2.0));
      return Math.max(independent, Math.min(1, Math.min(near / NEAR, far / FAR)));
    }

    @Override
    public double lookingBad(long limit, int count) {
      double independent = tail(count).atLeast((long) Math.floor(misses(limit, count) + 1e-6));
      SampleMean roots = roots(limit);
      return Math.max(independent, roots.among(count).chanceOfMore(target(roots)));
    }

    private double share() {
      return (100 - percentile) / 100;
    }

    private SampleMean roots(long limit) {
      return SampleMean.of(
          units.stream().mapToDouble(unit -> Math.sqrt(unit.above(limit) + FEW)).toArray(),
          LEAST_DEVIATION);
    }

    /** The mean of numbers is the square of the mean of their roots, and the variance of these. */
    private double target(SampleMean roots) {
      return Math.sqrt(Math.max(0, queries(1) * share() + FEW - roots.variance()));
    }

    /**
     * How far the percentile of all times is above the mean of the units', in logarithms: by half
     * their variance for each e-fold of times above, told by those that half as many are above.
     */
    private double leaning() {
      double beyond = 0;
      for (SortedTimes unit : units) {
        double higher = unit.percentile(100 - (100 - percentile) / 2);
        beyond += Math.log(Math.max(1, higher) / Math.max(1, unit.percentile(percentile)));
      }
      double fold = beyond / units.size() / Math.log(2);
      return fold == 0 ? 0 : logs.variance() / (2 * fold);
    }

    private BinomialTail tail(int count) {
      return new BinomialTail(Math.round(queries(count)), share());
    }

    private double queries(int count) {
      return (double) units.stream().mapToLong(SortedTimes::count).sum() * count / units.size();
    }

    private double misses(long limit, int count) {
      long seen = units.stream().mapToLong(unit -> unit.above(limit)).sum();
      return (double) seen * count / units.size();
    }
  }

  /** Times of which each is a unit, like that of a start: nothing is assumed of how they spread. */
  record Single(double percentile, SortedTimes times) implements PercentileProof {
    @Override
    public int count() {
      return times.count();
    }

    @Override
    public double measured() {
      return times.percentile(percentile);
    }

    @Override
    public double lookingGood(long limit, int count) {
      return tail(count).atMost((long) Math.ceil(misses(limit, count) - 1e-6));
    }

    @Override
    public double lookingBad(long limit, int count) {
      return tail(count).atLeast((long) Math.floor(misses(limit, count) + 1e-6));
    }

    private double misses(long limit, int count) {
      return (double) times.above(limit) * count / times.count();
    }

    private BinomialTail tail(int count) {
      return new BinomialTail(count, (100 - percentile) / 100);
    }
  }
}
