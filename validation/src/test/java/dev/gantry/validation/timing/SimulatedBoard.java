package dev.gantry.validation.timing;

import java.util.SplittableRandom;

/**
 * Draws times as boards give them: a process is faster or slower as a whole, warms up, a query
 * resembles the one before, and now and then a burst of queries is slow.
 */
enum SimulatedBoard {
  QUIET(0.003, 0.01, 0.3, 0, 0.02, 0, 1.5, 0.1),
  USUAL(0.01, 0.025, 0.7, 0.03, 0.02, 0.2, 4, 0.2),
  NASTY(0.02, 0.04, 0.95, 0.06, 0.03, 0.4, 8, 0.3);

  private static final double TYPICAL = 10e6;

  private final double ofProcesses;
  private final double ofQueries;
  private final double likeBefore;
  private final double drift;
  private final double slowShare;
  private final double slowSpread;
  private final double burst;
  private final double slowness;

  /**
   * @param ofProcesses deviation of the logarithms of processes, and so on of queries
   * @param likeBefore how much a query resembles the one before
   * @param drift how much slower a process becomes while it warms up, on average
   * @param slowShare of queries in bursts; {@code slowSpread} is its deviation from process to
   *     process, as a part of it
   * @param burst how many queries it holds on average
   * @param slowness how much slower a query in a burst is on average
   */
  SimulatedBoard(
      double ofProcesses,
      double ofQueries,
      double likeBefore,
      double drift,
      double slowShare,
      double slowSpread,
      double burst,
      double slowness) {
    this.ofProcesses = ofProcesses;
    this.ofQueries = ofQueries;
    this.likeBefore = likeBefore;
    this.drift = drift;
    this.slowShare = slowShare;
    this.slowSpread = slowSpread;
    this.burst = burst;
    this.slowness = slowness;
  }

  /** The nanoseconds of each query of a process. */
  long[] process(SplittableRandom random, int queries) {
    return process(random, queries, drift * (1 + random.nextGaussian() / 3) / queries);
  }

  /** One that is warm already, and stays as it is. */
  long[] warm(SplittableRandom random, int queries) {
    return process(random, queries, 0);
  }

  private long[] process(SplittableRandom random, int queries, double slope) {
    double offset = ofProcesses * random.nextGaussian();
    double share = Math.min(0.5, slowShare * spread(random));
    double entering = share / (1 - share) / burst;
    double noise = ofQueries * Math.sqrt(1 - likeBefore * likeBefore);
    double state = ofQueries * random.nextGaussian();
    boolean slow = random.nextDouble() < share;
    long[] times = new long[queries];
    for (int query = 0; query < queries; query++) {
      double log = offset + slope * query + state;
      log += slow ? slowness * random.nextExponential() : 0;
      times[query] = Math.round(TYPICAL * Math.exp(log));
      state = likeBefore * state + noise * random.nextGaussian();
      slow = random.nextDouble() < (slow ? 1 - 1 / burst : entering);
    }
    return times;
  }

  /** Log-normal, of mean 1. */
  private double spread(SplittableRandom random) {
    double deviation = Math.sqrt(Math.log(1 + slowSpread * slowSpread));
    return Math.exp(deviation * random.nextGaussian() - deviation * deviation / 2);
  }
}
