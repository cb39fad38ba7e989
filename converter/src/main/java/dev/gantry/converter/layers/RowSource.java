package dev.gantry.converter.layers;

import java.util.List;

/** The input of a layer as rows, each of which its weight matrix multiplies. */
public interface RowSource {
  /** How many rows an input of this shape has. */
  public int positions(List<Long> shape);

  /** Whether each output sums up all columns of a row of the input, and nothing made up. */
  public boolean isWhole(List<Long> shape);

  /** How much of what a line of the matrix gives on average an output gets on average. */
  public double share(int line);

  /** Copies the rows at these positions, from the first on; each group has its part of them. */
  public void gather(float[] input, List<Long> shape, int[] positions, InputRows into, int first);
}
