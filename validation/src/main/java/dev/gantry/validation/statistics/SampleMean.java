package dev.gantry.validation.statistics;

/**
 * Tells by Student's t what a handful of independent values prove of the mean behind them.
 *
 * @param error the standard error of the mean, had there been {@code count} values
 */
public record SampleMean(int count, double mean, double error) {
  private static final double ROUNDING = 1e-13;

  /**
   * @param leastDeviation how far single values are known to spread at least; a handful of whole
   *     numbers that happen to agree would look surer than they can be
   */
  public static SampleMean of(double[] values, double leastDeviation) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
    // What is left where all values are equal is rounding.
    deviation = deviation < Math.abs(mean) * ROUNDING ? 0 : deviation;
    return new SampleMean(
        values.length, mean, Math.max(deviation, leastDeviation) / Math.sqrt(values.length));
  }

  /** What so many values of the same mean and spread would prove. */
  public SampleMean among(int more) {
    return new SampleMean(more, mean, error * Math.sqrt((double) count / more));
  }

  /** Of the single values. */
  public double variance() {
    return error * error * count;
  }

  /** How often chance shows a mean this low, were the true one as high as this. */
  public double chanceOfLess(double truth) {
    if (count < 2) {
      return 1;
    }
    if (error == 0) {
      return mean <= truth + Math.abs(truth) * ROUNDING ? 0 : 1;
    }
    return new StudentTail(count - 1).above((truth - mean) / error);
  }

  /** How often chance shows a mean this high, were the true one as low as this. */
  public double chanceOfMore(double truth) {
    if (count < 2) {
      return 1;
    }
    if (error == 0) {
      return mean > truth + Math.abs(truth) * ROUNDING ? 0 : 1;
    }
    return new StudentTail(count - 1).above((mean - truth) / error);
  }

  /** How far the true mean may lie from the one seen, to one side; endless for a single value. */
  public double reach(double alpha) {
    return count < 2
        ? Double.POSITIVE_INFINITY
        : error * new StudentTail(count - 1).exceededWith(alpha);
  }
}
