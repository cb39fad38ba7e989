package dev.gantry.converter.calibrate;

/**
 * The range whose 128 levels say most of how the values are spread: the least divergence of
 * Kullback and Leibler. The bin at zero is left out, for zeros are exact at any range and would
 * drown the rest.
 */
record EntropyRange() implements RangeMethod {
  static final String NAME = "entropy";
  private static final int LEVELS = 128;
  private static final int STRIDE = 16;

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
    HistogramBins bins = seen.folded();
    if (bins.end() <= LEVELS) {
      return seen.amax();
    }
    double[] values = new double[bins.end()];
    double[] after = new double[bins.end() + 1];
    for (int bin = bins.end() - 1; bin > 0; bin--) {
      values[bin] = bins.count(bin);
      after[bin] = after[bin + 1] + values[bin];
    }
    int best = bins.end();
    double least = Double.POSITIVE_INFINITY;
    for (int kept = bins.end(); kept >= LEVELS; kept -= STRIDE) {
      double divergence = divergence(values, kept, after[kept], after[1]);
      if (divergence < least) {
        least = divergence;
        best = kept;
      }
    }
    return (float) Math.min(seen.amax(), bins.edge(best));
  }

  @Override
  public TensorBounds asymmetric(Histogram seen) {
    double amax = symmetric(seen);
    return seen.isEmpty()
        ? new TensorBounds(0, 0)
        : TensorBounds.around(Math.max(seen.least(), -amax), Math.min(seen.most(), amax));
  }

  /** What was seen, with the clipped values in its last bin, against what the levels tell of it. */
  private static double divergence(double[] values, int kept, double clipped, double total) {
    double sum = 0;
    double told = total - clipped;
    for (int level = 0; level < LEVELS; level++) {
      int from = (int) ((long) level * kept / LEVELS);
      int to = (int) ((long) (level + 1) * kept / LEVELS);
      double mass = 0;
      int filled = 0;
      for (int bin = from; bin < to; bin++) {
        mass += values[bin];
        filled += values[bin] > 0 ? 1 : 0;
      }
      for (int bin = from; bin < to && filled > 0; bin++) {
        double value = values[bin] + (bin == kept - 1 ? clipped : 0);
        if (values[bin] > 0) {
          sum += value / total * Math.log(value / total / (mass / filled / told));
        }
      }
    }
    return told > 0 ? sum : Double.POSITIVE_INFINITY;
  }
}
