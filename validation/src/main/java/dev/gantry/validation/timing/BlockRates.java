package dev.gantry.validation.timing;

import dev.gantry.validation.statistics.StudentTail;
import java.util.Optional;

/**
 * A run of batches cut into blocks of equally many: what one block took is nearly independent of
 * the next, which single batches are not.
 *
 * @param mean the time of a batch in nanoseconds, over all blocks
 * @param error the standard error of that mean
 */
record BlockRates(int blocks, double mean, double error) {
  static final int BLOCKS = 10;
  static final int FEWEST_BATCHES = 3 * BLOCKS;

  /**
   * Times lean to the slow side, and ten blocks do not quite hide it: at 1 % Student's t would pass
   * 1.6 % of the engines on the limit. So a side gets half of what may be wrong.
   */
  private static final double LEANING = 2;

  /**
   * Empty where there are too few batches; the first ones are left out where they do not divide.
   */
  static Optional<BlockRates> of(RoundTimes ends) {
    long[] end = ends.nanoseconds();
    int length = end.length / BLOCKS;
    if (end.length < FEWEST_BATCHES) {
      return Optional.empty();
    }
    int first = end.length - length * BLOCKS;
    double[] took = new double[BLOCKS];
    double sum = 0;
    for (int block = 0; block < BLOCKS; block++) {
      int from = first + block * length;
      long before = from == 0 ? 0 : end[from - 1];
      took[block] = (end[from + length - 1] - before) / (double) length;
      sum += took[block];
    }
    double mean = sum / BLOCKS;
    double squares = 0;
    for (double one : took) {
      squares += (one - mean) * (one - mean);
    }
    return Optional.of(new BlockRates(BLOCKS, mean, Math.sqrt(squares / (BLOCKS - 1) / BLOCKS)));
  }

  /** How often blocks of this spread show a mean so high, were the true one as small as this. */
  double chanceOfMore(double truth) {
    if (error == 0) {
      return mean > truth ? 0 : 1;
    }
    return Math.min(1, LEANING * new StudentTail(blocks - 1).above((mean - truth) / error));
  }

  /** How far the true mean may lie from the one seen, to one side. */
  double reach(double alpha) {
    return error * new StudentTail(blocks - 1).exceededWith(alpha / LEANING);
  }
}
