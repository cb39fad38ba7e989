package dev.gantry.validation.accuracy;

import dev.gantry.validation.statistics.NormalTail;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Corrects a bootstrap for its skew, after Efron (1987): resamples lean to one side of what was
 * measured, and a loss that few samples carry is more uncertain upwards than downwards. Without it
 * twice as many engines on the margin are kept as should be.
 *
 * @param bias how far the middle of the resamples is from what was measured, in deviations
 * @param acceleration how fast the spread grows with the loss
 */
record SkewCorrection(double bias, double acceleration) {
  static SkewCorrection of(MetricPair pair, double shareBelow) {
    double bias = -NormalTail.value(shareBelow);
    return new SkewCorrection(bias, acceleration(leavingOneOut(pair)));
  }

  private static double[] leavingOneOut(MetricPair pair) {
    int samples = pair.samples();
    int[] weights = new int[samples];
    Arrays.fill(weights, 1);
    double[] losses = new double[samples];
    for (int sample = 0; sample < samples; sample++) {
      weights[sample] = 0;
      OptionalDouble loss = pair.loss(weights);
      losses[sample] = loss.orElse(Double.NaN);
      weights[sample] = 1;
    }
    return losses;
  }

  private static double acceleration(double[] losses) {
    double mean = Arrays.stream(losses).average().orElse(0);
    double squares = 0;
    double cubes = 0;
    for (double loss : losses) {
      double away = mean - loss;
      squares += away * away;
      cubes += away * away * away;
    }
    double acceleration = cubes / (6 * Math.pow(squares, 1.5));
    return Double.isFinite(acceleration) ? acceleration : 0;
  }

  /** How many deviations a margin really is above the loss, that the resamples put so far. */
  double corrected(double deviations) {
    double away = deviations - bias;
    double growth = 1 + acceleration * away;
    return growth > 0 ? away / growth - bias : deviations;
  }
}
