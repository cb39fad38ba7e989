package dev.gantry.golden.picture;

/** Numbers of 16 bits, which Java has no type for. */
final class Half {
  private static final float SMALLEST_NORMAL = 0x1p-14f;

  /** From here on the nearest half is infinite. */
  private static final float TOO_LARGE = 65520f;

  private Half() {}

  /** Rounds to nearest, ties to even. */
  static short bits(float number) {
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
}
