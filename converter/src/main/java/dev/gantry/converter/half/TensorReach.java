package dev.gantry.converter.half;

import dev.gantry.dossier.tensor.Half;
import java.util.Locale;

/**
 * Holds the largest of a tensor's numbers on the samples, and the smallest that is not zero, both
 * without sign.
 */
record TensorReach(float largest, float smallest) {
  /** Other pictures reach further than those of the samples. */
  private static final float MARGIN = 2;

  static final TensorReach NOWHERE = new TensorReach(0, Float.MAX_VALUE);

  TensorReach and(TensorReach other) {
    return new TensorReach(Math.max(largest, other.largest), Math.min(smallest, other.smallest));
  }

  /** What is infinite in float32 already is so on purpose, such as in a mask. */
  boolean isWide() {
    return largest > Half.LARGEST / MARGIN && largest <= Float.MAX_VALUE;
  }

  boolean isNarrow() {
    return smallest < Half.SMALLEST_NORMAL;
  }

  String wideWords() {
    return largest > Half.LARGEST
        ? "reaches " + number(largest) + " on the samples; float16 ends at 65504"
        : "reaches "
            + number(largest)
            + " on the samples, more than half of 65504, where float16 ends";
  }

  String narrowWords() {
    return "comes down to "
        + number(smallest)
        + " on the samples; float16 loses digits below 6.1e-5";
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1e", value).replace("e+0", "e").replace("e-0", "e-");
  }
}
