package dev.gantry.converter.calibrate;

/** Everything that was seen: nothing is clipped. */
public record FullRange() implements RangeMethod {
  static final String NAME = "max";

  @Override
  public String label() {
    return NAME;
  }

  @Override
  public boolean needsBins() {
    return false;
  }

  @Override
  public float symmetric(Histogram seen) {
    return seen.amax();
  }

  @Override
  public TensorBounds asymmetric(Histogram seen) {
    return seen.isEmpty() ? new TensorBounds(0, 0) : TensorBounds.around(seen.least(), seen.most());
  }
}
