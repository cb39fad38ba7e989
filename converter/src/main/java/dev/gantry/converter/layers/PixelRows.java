package dev.gantry.converter.layers;

import java.util.List;

/** Rows of a transposed convolution: the channels of one pixel. */
final class PixelRows implements RowSource {
  private final int groups;
  private final int depth;
  private final double[] shares;

  /** The shares are those of the taps of its kernel. */
  PixelRows(int groups, int depth, double[] shares) {
    this.groups = groups;
    this.depth = depth;
    this.shares = shares.clone();
  }

  @Override
  public int positions(List<Long> shape) {
    return Math.toIntExact(shape.get(0)) * plane(shape);
  }

  /** Neighbouring outputs sum up different taps, and a bias is the same for all. */
  @Override
  public boolean isWhole(List<Long> shape) {
    return false;
  }

  @Override
  public double share(int line) {
    return shares[line % shares.length];
  }

  @Override
  public void gather(float[] input, List<Long> shape, int[] positions, InputRows into, int first) {
    int plane = plane(shape);
    for (int group = 0; group < groups; group++) {
      for (int row = 0; row < positions.length; row++) {
        int image = positions[row] / plane;
        int from = (image * groups + group) * depth * plane + positions[row] % plane;
        int to = into.start(group, first + row);
        for (int channel = 0; channel < depth; channel++) {
          into.values()[to + channel] = input[from + channel * plane];
        }
      }
    }
  }

  private static int plane(List<Long> shape) {
    long count = 1;
    for (int axis = 2; axis < shape.size(); axis++) {
      count *= shape.get(axis);
    }
    return Math.toIntExact(count);
  }
}
