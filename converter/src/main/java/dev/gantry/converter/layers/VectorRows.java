package dev.gantry.converter.layers;

import java.util.List;

/** Rows of a matrix product: the last axis as it lies. */
final class VectorRows implements RowSource {
  private final int depth;

  VectorRows(int depth) {
    this.depth = depth;
  }

  @Override
  public int positions(List<Long> shape) {
    long count = 1;
    for (int axis = 0; axis < shape.size() - 1; axis++) {
      count *= shape.get(axis);
    }
    return Math.toIntExact(count);
  }

  @Override
  public boolean isWhole(List<Long> shape) {
    return true;
  }

  @Override
  public double share(int line) {
    return 1;
  }

  @Override
  public void gather(float[] input, List<Long> shape, int[] positions, InputRows into, int first) {
    for (int row = 0; row < positions.length; row++) {
      System.arraycopy(
          input, positions[row] * depth, into.values(), into.start(0, first + row), depth);
    }
  }
}
