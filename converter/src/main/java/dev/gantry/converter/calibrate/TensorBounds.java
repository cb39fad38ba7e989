package dev.gantry.converter.calibrate;

/** From where to where values are told apart; zero always is among them. */
public record TensorBounds(float low, float high) {
  public TensorBounds {
    if (!(low <= 0 && high >= 0 && Float.isFinite(low) && Float.isFinite(high))) {
      throw new IllegalArgumentException("bounds " + low + " to " + high);
    }
  }

  /** Between two values, widened to zero. */
  static TensorBounds around(double least, double most) {
    return new TensorBounds((float) Math.min(least, 0), (float) Math.max(most, 0));
  }
}
