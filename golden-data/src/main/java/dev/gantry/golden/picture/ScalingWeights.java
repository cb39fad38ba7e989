package dev.gantry.golden.picture;

/**
 * Holds how much of each pixel, from the first on, goes into one scaled pixel; in units of 2^-22.
 */
final class ScalingWeights {
  private static final int PRECISION = 22;

  private final int first;
  private final int[] parts;

  private ScalingWeights(int first, int[] parts) {
    this.first = first;
    this.parts = parts;
  }

  static ScalingWeights of(int length, int wanted, int index) {
    double scale = length / (double) wanted;
    double reach = Math.max(scale, 1);
    double centre = (index + 0.5) * scale;
    int first = Math.max(0, (int) (centre - reach + 0.5));
    int end = Math.min(length, (int) (centre + reach + 0.5));
    double[] shares = new double[end - first];
    double sum = 0;
    for (int at = 0; at < shares.length; at++) {
      shares[at] = Math.max(0, 1 - Math.abs((at + first - centre + 0.5) * (1 / reach)));
      sum += shares[at];
    }
    int[] parts = new int[shares.length];
    for (int at = 0; at < parts.length; at++) {
      parts[at] = (int) (shares[at] / sum * (1 << PRECISION) + 0.5);
    }
    return new ScalingWeights(first, parts);
  }

  int first() {
    return first;
  }

  byte sum(byte[] levels, int start, int step) {
    int sum = 1 << (PRECISION - 1);
    int at = start;
    for (int part : parts) {
      sum += (levels[at] & 0xff) * part;
      at += step;
    }
    // The shares add up to one but for rounding, which could carry white over the edge.
    return (byte) Math.min(255, sum >> PRECISION);
  }
}
