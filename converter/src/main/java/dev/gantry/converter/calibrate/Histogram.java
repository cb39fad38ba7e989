package dev.gantry.converter.calibrate;

import java.nio.FloatBuffer;

/**
 * Counts how often values were seen, in bins of equal width on both sides of zero. It is filled in
 * one pass: a value beyond its ends doubles the width, and every two bins become one.
 */
public final class Histogram {
  /** Bins on each side of zero. At least half of a side is in use, so a bin is 1/2048 or less. */
  static final int SIDE = 4096;

  private static final int CHUNK = 8192;

  /** Below it the width of a bin has no reciprocal; such values are as good as zero. */
  private static final double TINY = 1e-30;

  private static final double MARGIN = 1 + 1.0 / 1024;

  // Equal values in a row would wait for each other's count; two rows of counts halve that.
  private final long[] even = new long[2 * SIDE];
  private final long[] odd = new long[2 * SIDE];
  private final float[] chunk = new float[CHUNK];
  private final boolean binned;
  private double width;
  private long zeros;
  private float least = Float.POSITIVE_INFINITY;
  private float most = Float.NEGATIVE_INFINITY;

  private Histogram(boolean binned) {
    this.binned = binned;
  }

  public static Histogram empty() {
    return new Histogram(true);
  }

  /** Only the least and the most are kept: for methods that need no more. */
  public static Histogram ofExtremes() {
    return new Histogram(false);
  }

  /** False where a value is no finite number; then nothing of its part of the values counts. */
  public boolean add(FloatBuffer values) {
    FloatBuffer rest = values.duplicate();
    while (rest.hasRemaining()) {
      int count = Math.min(CHUNK, rest.remaining());
      rest.get(chunk, 0, count);
      if (!add(count)) {
        return false;
      }
    }
    return true;
  }

  private boolean add(int count) {
    float low = chunk[0];
    float high = chunk[0];
    for (int index = 0; index < count; index++) {
      // These carry a NaN along, comparisons would drop it.
      low = Math.min(low, chunk[index]);
      high = Math.max(high, chunk[index]);
    }
    if (!(Float.isFinite(low) && Float.isFinite(high))) {
      return false;
    }
    least = Math.min(least, low);
    most = Math.max(most, high);
    if (binned) {
      if (low == 0 && high == 0) {
        zeros += count;
      } else {
        widen(Math.max(-(double) low, high));
        fill(count);
      }
    }
    return true;
  }

  private void widen(double amax) {
    if (width == 0) {
      width = Math.max(amax, TINY) * MARGIN / SIDE;
    }
    // Rounding may lift a value by a bin, so the last one stays free.
    while (amax > width * (SIDE - 1)) {
      halve(even);
      halve(odd);
      width *= 2;
    }
  }

  private static void halve(long[] counts) {
    long[] old = counts.clone();
    java.util.Arrays.fill(counts, 0);
    for (int bin = 0; bin < old.length; bin++) {
      counts[((bin - SIDE) >> 1) + SIDE] += old[bin];
    }
  }

  private void fill(int count) {
    float bins = (float) (1 / width);
    int index = 0;
    for (; index + 1 < count; index += 2) {
      even[(int) (chunk[index] * bins + SIDE)]++;
      odd[(int) (chunk[index + 1] * bins + SIDE)]++;
    }
    if (index < count) {
      even[(int) (chunk[index] * bins + SIDE)]++;
    }
  }

  public boolean isEmpty() {
    return least > most;
  }

  public float least() {
    return least;
  }

  public float most() {
    return most;
  }

  /** The largest distance from zero. */
  public float amax() {
    return isEmpty() ? 0 : Math.max(Math.abs(least), Math.abs(most));
  }

  HistogramBins signed() {
    long[] counts = new long[2 * SIDE];
    for (int bin = 0; bin < counts.length; bin++) {
      counts[bin] = even[bin] + odd[bin];
    }
    counts[SIDE] += zeros;
    return new HistogramBins(-SIDE * step(), step(), counts);
  }

  /** Of the distances from zero. */
  HistogramBins folded() {
    long[] counts = new long[SIDE];
    for (int bin = 0; bin < SIDE; bin++) {
      int below = SIDE - 1 - bin;
      counts[bin] = even[SIDE + bin] + odd[SIDE + bin] + even[below] + odd[below];
    }
    counts[0] += zeros;
    return new HistogramBins(0, step(), counts);
  }

  private double step() {
    if (!binned) {
      throw new IllegalStateException("only extremes were kept");
    }
    return width == 0 ? TINY / SIDE : width;
  }
}
