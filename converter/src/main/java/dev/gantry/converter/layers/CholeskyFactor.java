package dev.gantry.converter.layers;

/**
 * The Cholesky factor of a matrix of squares, made safe to divide by. Inner loops run along rows,
 * so that the compiler turns them into wide instructions.
 */
public final class CholeskyFactor {
  private final int size;
  private final double[] upper;

  private CholeskyFactor(int size, double[] upper) {
    this.size = size;
    this.upper = upper;
  }

  /**
   * A share of the mean of the diagonal is added to it: inputs that never vary are no reason to
   * fail.
   */
  public static CholeskyFactor of(double[] squares, int size, double damping) {
    double mean = 0;
    for (int index = 0; index < size; index++) {
      mean += squares[index * size + index] / size;
    }
    double[] upper = squares.clone();
    double added = damping * mean + 1e-20;
    for (int index = 0; index < size; index++) {
      upper[index * size + index] += added;
    }
    for (int row = 0; row < size; row++) {
      divide(upper, size, row, Math.sqrt(Math.max(upper[row * size + row], added * 1e-6)));
      for (int below = row + 1; below < size; below++) {
        double factor = upper[row * size + below];
        if (factor != 0) {
          subtract(upper, row * size, below * size, below, size, factor);
        }
      }
    }
    return new CholeskyFactor(size, upper);
  }

  private static void divide(double[] values, int size, int row, double by) {
    for (int column = row; column < size; column++) {
      values[row * size + column] /= by;
    }
  }

  private static void subtract(
      double[] values, int from, int to, int first, int size, double factor) {
    for (int column = first; column < size; column++) {
      values[to + column] -= factor * values[from + column];
    }
  }

  /** The factor's element; zero below the diagonal. */
  public double at(int row, int column) {
    return upper[row * size + column];
  }
}
