package dev.gantry.converter.calibrate;

/** From where to where values are told apart; zero always is among them. */
public record Bounds(float low, float high) {
  public Bounds {
    if (!(low <= 0 && high >= 0 && Float.isFinite(low) && Float.isFinite(high))) {
      throw new IllegalArgumentException("bounds " + low + " to " + high);
    }
  }

  /** Between two values, widened to zero. */
  static Bounds around(double least, double most) {
    return new Bounds((float) Math.min(least, 0), (float) Math.max(most, 0));
  }
}
