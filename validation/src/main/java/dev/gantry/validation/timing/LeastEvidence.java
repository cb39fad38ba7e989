package dev.gantry.validation.timing;

import dev.gantry.validation.ruling.EnoughEvidence;
import dev.gantry.validation.statistics.BinomialTail;
import java.util.OptionalLong;

/**
 * Computes how much it takes to prove a limit if nothing at all goes wrong: less need not be tried.
 */
public final class LeastEvidence {
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
   * Queries in each process that prove a percentile of times at the last of all looks, if all are
   * quick.
   */
  public static long queriesEach(double percentile, double confidence, LookSchedule looks) {
    double missesAllowed = (100 - percentile) / 100;
    double alpha = (1 - confidence) * looks.share(looks.most());
    long all =
        EnoughEvidence.smallest(
                0,
                Long.MAX_VALUE / 4,
                queries -> new BinomialTail(queries, missesAllowed).atMost(0) <= alpha)
            .orElseThrow();
    return (all + looks.most() - 1) / looks.most();
  }

  /** Quick starts that prove that the typical start is quick. */
  public static int starts(double confidence) {
    return Math.toIntExact(queries(0.5, confidence).orElse(MOST_STARTS));
  }
}
