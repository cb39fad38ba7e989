package dev.gantry.converter.quantize;

import dev.gantry.converter.layers.CholeskyFactor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Rounds the matrix of one group to whole steps so that the errors cancel in what the layer gives:
 * column by column, each taking over what those before it lost, weighed by how the inputs go
 * together.
 */
final class WeightRounding {
  static final int HIGHEST = 127;
  private static final double DAMPING = 0.01;
  private static final double[] RATIOS = {1, 0.96, 0.92, 0.88, 0.84, 0.8, 0.75, 0.7, 0.65, 0.6};

  private final int depth;
  private final int outputs;

  WeightRounding(int depth, int outputs) {
    this.depth = depth;
    this.outputs = outputs;
  }

  /**
   * The step of least squared error for the rows that share one; weights are [depth][output],
   * powers are the diagonal of the squares.
   */
  double step(double[] weight, double[] powers, int first, int last) {
    double top = 0;
    for (int column = 0; column < depth; column++) {
      for (int row = first; row < last; row++) {
        top = Math.max(top, Math.abs(weight[column * outputs + row]));
      }
    }
    if (top < Float.MIN_NORMAL * HIGHEST) {
      return 1;
    }
    double best = top / HIGHEST;
    double least = Double.POSITIVE_INFINITY;
    for (double ratio : RATIOS) {
      double step = top * ratio / HIGHEST;
      double error = 0;
      for (int column = 0; column < depth; column++) {
        double weighed = powers[column] + 1e-12;
        for (int row = first; row < last; row++) {
          double value = weight[column * outputs + row];
          double lost = value - steps(value / step) * step;
          error += weighed * lost * lost;
        }
      }
      if (error < least) {
        least = error;
        best = step;
      }
    }
    return best;
  }

  /** Whole steps [output][depth]; the weights are [depth][output]. */
  byte[] round(double[] weight, double[] squares, double[] steps) {
    // Those that matter most come first, while many are left to take over what they lose.
    int[] order =
        IntStream.range(0, depth)
            .boxed()
            .sorted(Comparator.comparingDouble(column -> squares[column * depth + column]))
            .mapToInt(Integer::intValue)
            .toArray();
    CholeskyFactor triangle = CholeskyFactor.of(ordered(squares, order), depth, DAMPING);
    byte[] rounded = new byte[outputs * depth];
    double[] lost = new double[depth * outputs];
    double[] carried = new double[outputs];
    for (int place = depth - 1; place >= 0; place--) {
      Arrays.fill(carried, 0);
      for (int before = place + 1; before < depth; before++) {
        add(
            carried,
            lost,
            before * outputs,
            triangle.at(place, before) / triangle.at(place, place));
      }
      int column = order[place];
      for (int row = 0; row < outputs; row++) {
        double value = weight[column * outputs + row];
        double whole = steps((value + carried[row]) / steps[row]);
        rounded[row * depth + column] = (byte) whole;
        lost[place * outputs + row] = value - whole * steps[row];
      }
    }
    return rounded;
  }

  /** Without a look at the inputs. */
  byte[] nearest(double[] weight, double[] steps) {
    byte[] rounded = new byte[outputs * depth];
    for (int column = 0; column < depth; column++) {
      for (int row = 0; row < outputs; row++) {
        rounded[row * depth + column] = (byte) steps(weight[column * outputs + row] / steps[row]);
      }
    }
    return rounded;
  }

  private static void add(double[] to, double[] from, int start, double factor) {
    for (int index = 0; index < to.length; index++) {
      to[index] += factor * from[start + index];
    }
  }

  private double[] ordered(double[] squares, int[] order) {
    double[] ordered = new double[squares.length];
    for (int row = 0; row < depth; row++) {
      for (int column = 0; column < depth; column++) {
        ordered[row * depth + column] = squares[order[row] * depth + order[column]];
      }
    }
    return ordered;
  }

  private static double steps(double value) {
    return Math.max(-HIGHEST, Math.min(HIGHEST, Math.rint(value)));
  }
}
