package dev.gantry.dossier.tensor;

/** Numbers of 16 bits, which Java has no type for. */
public final class Half {
  /** The largest finite one. */
  public static final float LARGEST = 65504f;

  /** Below it numbers lose bits, down to 2^-24. */
  public static final float SMALLEST_NORMAL = 0x1p-14f;

  /** From here on the nearest half is infinite. */
  private static final float TOO_LARGE = 65520f;

  private Half() {}

  /** Rounds to nearest, ties to even. */
  public static short bits(float number) {
    int sign = (Float.floatToRawIntBits(number) >>> 16) & 0x8000;
    float size = Math.abs(number);
    if (Float.isNaN(number)) {
      return (short) (sign | 0x7e00);
    }
    if (size >= TOO_LARGE) {
      return (short) (sign | 0x7c00);
    }
    if (size < SMALLEST_NORMAL) {
      // Multiples of 2^-24; the largest rounds up to the first normal number, and has its bits.
      return (short) (sign | (int) Math.rint(size * 0x1p24));
    }
    int bits = Float.floatToRawIntBits(size);
    int rounded = bits + 0xfff + ((bits >>> 13) & 1);
    return (short) (sign | ((rounded - (112 << 23)) >>> 13));
  }

  public static float number(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float size;
    if (exponent == 0x1f) {
      size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      size = fraction * 0x1p-24f;
    } else {
      size = Math.scalb((float) (fraction | 0x400), exponent - 25);
    }
    return bits < 0 ? -size : size;
  }

  /** The nearest half, as a float. */
  public static float rounded(float number) {
    return number(bits(number));
  }
}
