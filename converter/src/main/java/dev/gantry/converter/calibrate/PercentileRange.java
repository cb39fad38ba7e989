package dev.gantry.converter.calibrate;

/** The range that holds so many of a hundred values; the rest is clipped. */
record PercentileRange(double percent) implements RangeMethod {
  static final String NAME = "percentile";
  static final double USUAL = 99.99;

  public PercentileRange {
    if (!(percent > 50 && percent <= 100)) {
      throw new IllegalArgumentException(
          "percentile " + percent + " is not above 50 and at most 100");
    }
  }

  @Override
  public String label() {
    return percent == USUAL ? NAME : NAME + ":" + percent;
  }

  @Override
  public boolean needsBins() {
    return true;
  }

  @Override
  public float symmetric(Histogram seen) {
    HistogramBins bins = seen.folded();
    return (float) Math.min(seen.amax(), above(bins, bins.total() * (1 - percent / 100)));
  }

  /** Each end gives up half of what is clipped. */
  @Override
  public TensorBounds asymmetric(Histogram seen) {
    if (seen.isEmpty()) {
      return new TensorBounds(0, 0);
    }
    HistogramBins bins = seen.signed();
    double given = bins.total() * (1 - percent / 100) / 2;
    return TensorBounds.around(
        Math.max(seen.least(), below(bins, given)), Math.min(seen.most(), above(bins, given)));
  }

  /** The upper edge of the bin in which the values from above come to more than were given up. */
  private static double above(HistogramBins bins, double given) {
    long clipped = 0;
    int bin = bins.end();
    while (bin > bins.first() && clipped + bins.count(bin - 1) <= given) {
      clipped += bins.count(--bin);
    }
    return bins.edge(bin);
  }

  private static double below(HistogramBins bins, double given) {
    long clipped = 0;
    int bin = bins.first();
    while (bin < bins.end() && clipped + bins.count(bin) <= given) {
      clipped += bins.count(bin++);
    }
    return bins.edge(bin);
  }
}
