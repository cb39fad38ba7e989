package dev.gantry.converter.calibrate;

/** The range that makes the mean squared error of 8 bits least, clipping and rounding together. */
public record LeastError() implements RangeMethod {
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
    Bins bins = seen.folded();
    return (float) (amax * best(part -> Grid.symmetric(amax * part).error(bins)));
  }

  /** One end at a time while the other holds still, twice: the second round rarely moves them. */
  @Override
  public Bounds asymmetric(Histogram seen) {
    if (seen.amax() == 0) {
      return new Bounds(0, 0);
    }
    Bins bins = seen.signed();
    double least = Math.min(0, seen.least());
    double most = Math.max(0, seen.most());
    double low = least;
    double high = most;
    for (int round = 0; round < 2; round++) {
      if (most > 0) {
        double still = low;
        high = most * best(part -> Grid.asymmetric(still, most * part).error(bins));
      }
      if (least < 0) {
        double still = high;
        low = least * best(part -> Grid.asymmetric(least * part, still).error(bins));
      }
    }
    return Bounds.around(low, high);
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
