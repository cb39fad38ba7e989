package dev.gantry.converter.quantize;

import java.util.List;

/** The input of a layer as rows, each of which its weight matrix multiplies. */
interface RowSource {
  /** How many rows an input of this shape has. */
  int positions(List<Long> shape);

  /** Whether each output sums up all columns of a row of the input, and nothing made up. */
  boolean isWhole(List<Long> shape);

  /** How much of what a line of the matrix gives on average an output gets on average. */
  double share(int line);

  /** Copies the rows at these positions, from the first on; each group has its part of them. */
  void gather(float[] input, List<Long> shape, int[] positions, InputRows into, int first);
}
