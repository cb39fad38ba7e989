package dev.gantry.converter.layers;

import java.util.Arrays;

/**
 * Holds the scaling that brings the input of layers to int8. Each channel is moved by an offset and
 * divided by a factor of its own, which bias and weights take back. Then all are divided by one
 * step and rounded.
 */
public final class InputScale {
  static final int LOWEST = -128;
  public static final int HIGHEST = 127;

  /** Added and taken away again it rounds what is below 2^22 as the runtime does: half to even. */
  private static final float ROUNDING = 12_582_912f;

  private final float[] offsets;
  private final float[] factors;
  private final float step;

  public InputScale(float[] offsets, float[] factors, float step) {
    this.offsets = offsets.clone();
    this.factors = factors.clone();
    this.step = step;
    if (!(step > 0) || !Float.isFinite(step)) {
      throw new IllegalArgumentException("a step of " + step);
    }
  }

  /** All channels alike, up to this magnitude. */
  public static InputScale plain(int channels, float top) {
    float[] factors = new float[channels];
    Arrays.fill(factors, 1);
    return new InputScale(new float[channels], factors, top / HIGHEST);
  }

  public int channels() {
    return factors.length;
  }

  public float offset(int channel) {
    return offsets[channel];
  }

  public float factor(int channel) {
    return factors[channel];
  }

  public float step() {
    return step;
  }

  public float[] offsets() {
    return offsets.clone();
  }

  public float[] factors() {
    return factors.clone();
  }

  public boolean hasOffsets() {
    return any(offsets, 0);
  }

  public boolean hasFactors() {
    return any(factors, 1);
  }

  public boolean isPlain() {
    return !hasOffsets() && !hasFactors();
  }

  private static boolean any(float[] values, float but) {
    for (float value : values) {
      if (value != but) {
        return true;
      }
    }
    return false;
  }

  /** The number that comes back from int8. */
  public static float rounded(float value, float step) {
    float clipped = Math.max(LOWEST, Math.min(HIGHEST, value / step));
    return (clipped + ROUNDING - ROUNDING) * step;
  }

  @Override
  public String toString() {
    return (hasOffsets() ? "offsets " : "")
        + (hasFactors() ? "factors " + Arrays.toString(factors) : "")
        + " step "
        + step;
  }
}
