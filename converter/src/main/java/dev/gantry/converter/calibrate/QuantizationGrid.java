package dev.gantry.converter.calibrate;

/** Equally spaced values, between which rounding loses something and beyond which clipping does. */
record QuantizationGrid(double step, double low, double high) {
  static QuantizationGrid symmetric(double amax) {
    return new QuantizationGrid(amax / 127, -amax, amax);
  }

  /** As it is written into a graph: zero is one of the 256 values, so the ends move a little. */
  static QuantizationGrid asymmetric(double low, double high) {
    double step = (high - low) / 255;
    double zero = Math.rint(-low / step);
    return new QuantizationGrid(step, -zero * step, (255 - zero) * step);
  }

  /** The sum of squared errors; within a bin values are taken as equally frequent everywhere. */
  double error(HistogramBins bins) {
    double sum = 0;
    double behind = integral(bins.edge(bins.first()));
    for (int bin = bins.first(); bin < bins.end(); bin++) {
      double before = behind;
      behind = integral(bins.edge(bin + 1));
      sum += bins.count(bin) * (behind - before);
    }
    return sum / bins.width();
  }

  /** Of the squared error, from an end of the grid to a value. */
  private double integral(double value) {
    if (value < low) {
      double beyond = value - low;
      return beyond * beyond * beyond / 3;
    }
    if (value > high) {
      double beyond = value - high;
      return rounding(high) + beyond * beyond * beyond / 3;
    }
    return rounding(value);
  }

  private double rounding(double value) {
    double steps = (value - low) / step;
    // All here are positive and far below 2^31, where a cast is the fastest way down.
    int nearest = (int) (steps + 0.5);
    double aside = steps - nearest;
    return step * step * step * (nearest / 12.0 + aside * aside * aside / 3);
  }
}
