package dev.gantry.validation.judgement;

import java.util.OptionalLong;

/** How much it takes to prove a limit if nothing at all goes wrong: less need not be tried. */
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
        queries -> new Binomial(queries, Math.min(1, missesAllowed)).atMost(0) <= alpha);
  }

  /** Quick starts that prove that the typical start is quick. */
  public static int starts(double confidence) {
    LatencyPercentile median = new LatencyPercentile(50, 1 - confidence, 1);
    return Math.toIntExact(
        EnoughEvidence.smallest(0, MOST_STARTS, starts -> median.proven(starts, 0)).orElse(1000));
  }
}
