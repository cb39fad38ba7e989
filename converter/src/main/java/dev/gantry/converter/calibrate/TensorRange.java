package dev.gantry.converter.calibrate;

/**
 * Holds the range of the values of one tensor: what was seen, and where to clip.
 *
 * @param least the least value that was seen
 * @param most the most
 * @param symmetric where to clip on both sides of zero
 * @param bounds where to clip where the sides may differ
 * @param method the method that chose these
 */
public record TensorRange(
    float least, float most, float symmetric, TensorBounds bounds, String method) {
  /** Steps below it lose their reciprocal; what needs such a step is as good as zero. */
  private static final float TINIEST_STEP = 1e-30f;

  public TensorRange {
    if (!(Float.isFinite(least) && Float.isFinite(most) && least <= most)) {
      throw new IllegalArgumentException("seen from " + least + " to " + most);
    }
    if (!(Float.isFinite(symmetric) && symmetric >= 0)) {
      throw new IllegalArgumentException("symmetric range " + symmetric);
    }
  }

  static TensorRange of(Histogram seen, RangeMethod method) {
    return new TensorRange(
        seen.least(), seen.most(), method.symmetric(seen), method.asymmetric(seen), method.label());
  }

  /** All that was seen is in it. */
  public static TensorRange seen(float least, float most) {
    float top = Math.max(Math.abs(least), Math.abs(most));
    return new TensorRange(least, most, top, TensorBounds.around(least, most), FullRange.NAME);
  }

  /** A tensor that holds one value, whatever the samples. */
  boolean neverVaries() {
    return least == most;
  }

  /** The size of one of so many levels on a side of zero; never zero, so that it can divide. */
  float symmetricStep(int levels) {
    return usable(symmetric / levels);
  }

  /** The size of one of 256 levels. */
  public float step() {
    return usable(bounds.high() / 255 - bounds.low() / 255);
  }

  /** Which of the 256 levels is zero. */
  public int zeroPoint() {
    return Math.toIntExact(Math.min(255, Math.max(0, Math.round(-bounds.low() / (double) step()))));
  }

  private static float usable(float step) {
    return step < TINIEST_STEP ? 1 : step;
  }
}
