package dev.gantry.validation.ruling;

import dev.gantry.validation.statistics.BinomialTail;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;

/**
 * Tells what a number of misses among a number of queries proves of the share of misses behind
 * them, by the exact binomial bounds of Clopper and Pearson.
 */
public record MissShare(long queries, long misses, double alpha) {
  private static final long MOST_QUERIES = 1_000_000_000;

  /** A share as large as the allowed one would show so few misses hardly ever. */
  public boolean proven(double allowed) {
    return new BinomialTail(queries, allowed).atMost(misses) <= alpha;
  }

  public boolean disproven(double allowed) {
    return chance(allowed) <= alpha;
  }

  /** How often an engine that just keeps the limit shows so many misses. */
  public double chance(double allowed) {
    return new BinomialTail(queries, allowed).atLeast(misses);
  }

  public double seen() {
    return (double) misses / queries;
  }

  public double upper() {
    return edge(this::proven);
  }

  public double lower() {
    return misses == 0 ? 0 : edge(share -> !disproven(share));
  }

  /** How many queries would settle it, should the share of misses stay what it is. */
  public OptionalLong enough(double allowed) {
    double share = seen();
    return EnoughEvidence.smallest(
        queries,
        MOST_QUERIES,
        more -> {
          MissShare then =
              new MissShare(
                  more,
                  share < allowed
                      ? (long) Math.ceil(share * more - 1e-6)
                      : (long) Math.floor(share * more + 1e-6),
                  alpha);
          return share < allowed ? then.proven(allowed) : then.disproven(allowed);
        });
  }

  /** The smallest share for which it holds; it holds for all above. */
  private static double edge(DoublePredicate holds) {
    double low = 0;
    double high = 1;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
