package dev.gantry.converter.calibrate;

/** The range that makes the mean squared error of 8 bits least, clipping and rounding together. */
public record LeastErrorRange() implements RangeMethod {
  static final String NAME = "mse";

  /** Ranges that are tried, as parts of all that was seen: from the whole to some hundredths. */
  private static final int TRIED = 64;

  private static final double SMALLEST = 0.04;

  @Override
  public String label() {
    return NAME;
  }

  @Override
  public boolean needsBins() {
    return true;
  }

  @Override
  public float symmetric(Histogram seen) {
    double amax = seen.amax();
    if (amax == 0) {
      return 0;
    }
    HistogramBins bins = seen.folded();
    return (float) (amax * best(part -> QuantizationGrid.symmetric(amax * part).error(bins)));
  }

  /** One end at a time while the other holds still, twice: the second round rarely moves them. */
  @Override
  public TensorBounds asymmetric(Histogram seen) {
    if (seen.amax() == 0) {
      return new TensorBounds(0, 0);
    }
    HistogramBins bins = seen.signed();
    double least = Math.min(0, seen.least());
    double most = Math.max(0, seen.most());
    double low = least;
    double high = most;
    for (int round = 0; round < 2; round++) {
      if (most > 0) {
        double still = low;
        high = most * best(part -> QuantizationGrid.asymmetric(still, most * part).error(bins));
      }
      if (least < 0) {
        double still = high;
        low = least * best(part -> QuantizationGrid.asymmetric(least * part, still).error(bins));
      }
    }
    return TensorBounds.around(low, high);
  }

  private interface Attempt {
    double at(double part);
  }

  private static double best(Attempt attempt) {
    double best = 1;
    double smallest = attempt.at(1);
    double ratio = Math.pow(SMALLEST, 1.0 / (TRIED - 1));
    double part = 1;
    for (int tried = 1; tried < TRIED; tried++) {
      part *= ratio;
      double now = attempt.at(part);
      if (now < smallest) {
        smallest = now;
        best = part;
      }
    }
    return best;
  }
}
