package dev.gantry.validation.timing;

import dev.gantry.validation.ruling.EnoughEvidence;
import dev.gantry.validation.statistics.BinomialTail;
import java.util.OptionalLong;

/**
 * Computes how much it takes to prove a limit if nothing at all goes wrong: less need not be tried.
 */
public final class LeastEvidence {
  /** One process alone cannot show how far one start differs from another. */
  public static final int PROCESSES = 2;

  private static final int MOST_STARTS = 1000;

  private LeastEvidence() {}

  /** Queries without a single miss that prove a share of misses; empty where none would do. */
  public static OptionalLong queries(double missesAllowed, double confidence) {
    if (missesAllowed <= 0) {
      return OptionalLong.empty();
    }
    double alpha = 1 - confidence;
    return EnoughEvidence.smallest(
        0,
        Long.MAX_VALUE / 4,
        queries -> new BinomialTail(queries, Math.min(1, missesAllowed)).atMost(0) <= alpha);
  }

  /**
   * Queries in each of so few processes that prove a percentile of times, if all are quick.
   *
   * @param rounds how often the times are looked at before measuring ends
   */
  public static long queriesEach(double percentile, double confidence, int rounds) {
    LatencyPercentile times = new LatencyPercentile(percentile, 1 - confidence, rounds);
    long all =
        EnoughEvidence.smallest(0, Long.MAX_VALUE / 4, queries -> times.proven(queries, 0))
            .orElseThrow();
    return (all + PROCESSES - 1) / PROCESSES;
  }

  /** Quick starts that prove that the typical start is quick. */
  public static int starts(double confidence) {
    LatencyPercentile median = new LatencyPercentile(50, 1 - confidence, 1);
    return Math.toIntExact(
        EnoughEvidence.smallest(0, MOST_STARTS, starts -> median.proven(starts, 0)).orElse(1000));
  }
}
