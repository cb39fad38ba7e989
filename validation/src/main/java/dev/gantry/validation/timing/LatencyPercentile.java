package dev.gantry.validation.timing;

import dev.gantry.validation.ruling.EnoughEvidence;
import dev.gantry.validation.statistics.BinomialTail;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * Tells what a number of misses among a number of queries proves of a percentile, by the binomial
 * law of order statistics: nothing is assumed of how times are distributed, only that queries are
 * independent.
 *
 * @param percentile 99 for p99
 * @param alpha how often a wrong answer is accepted, over all looks together
 * @param looks how often the times may be looked at before stopping. Whoever stops as soon as the
 *     answer pleases has several chances to be wrong, so each look gets its part of alpha
 *     (Bonferroni)
 */
public record LatencyPercentile(double percentile, double alpha, int looks) {
  private static final long MOST_QUERIES = 10_000_000;

  /** Times are above the limit in this share of queries where the percentile sits on it. */
  double missShare() {
    return (100 - percentile) / 100;
  }

  /** The percentile is at most the limit: a share of misses as large as allowed is ruled out. */
  public boolean proven(long queries, long misses) {
    return new BinomialTail(queries, missShare()).atMost(misses) <= alpha / looks;
  }

  /** The percentile is above the limit. */
  public boolean disproven(long queries, long misses) {
    return chance(queries, misses) <= alpha;
  }

  /** How often an engine that just keeps the limit shows so many misses at one of the looks. */
  public double chance(long queries, long misses) {
    return Math.min(1, looks * new BinomialTail(queries, missShare()).atLeast(misses));
  }

  /** The most misses with which the limit is still proven; -1 where none would do. */
  public long mostMissesToProve(long queries) {
    return smallest(queries, misses -> !proven(queries, misses)) - 1;
  }

  /** The fewest misses that disprove the limit; one more than the queries where all would not. */
  public long fewestMissesToDisprove(long queries) {
    return smallest(queries, misses -> disproven(queries, misses));
  }

  /** How many queries would settle it, should the share of misses stay what it is. */
  public OptionalLong enoughQueries(long queries, long misses) {
    double seen = queries == 0 ? 0 : (double) misses / queries;
    return EnoughEvidence.smallest(
        queries,
        MOST_QUERIES,
        more ->
            seen < missShare()
                ? proven(more, (long) Math.ceil(seen * more - 1e-6))
                : disproven(more, (long) Math.floor(seen * more + 1e-6)));
  }

  private static long smallest(long queries, LongPredicate holds) {
    long low = 0;
    long high = queries + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
