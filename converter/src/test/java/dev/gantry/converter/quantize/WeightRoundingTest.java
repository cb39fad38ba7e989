package dev.gantry.converter.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.converter.layers.CholeskyFactor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightRoundingTest {
  private static final int CASES = 200;

  @Test
  void a_layer_gives_no_worse_than_with_each_weight_rounded_to_the_nearest() {
    double plain = 0;
    double careful = 0;
    for (long seed = 1; seed <= CASES; seed++) {
      Problem problem = Problem.of(new Random(seed));
      double before = problem.error(problem.rounding().nearest(problem.weight, problem.steps()));
      double after =
          problem.error(problem.rounding().round(problem.weight, problem.squares, problem.steps()));
      assertThat(after).as("seed %d: %s", seed, problem).isLessThan(before * 1.25);
      plain += before;
      careful += after;
    }
    assertThat(careful).as("on the whole it pays").isLessThan(plain * 0.7);
  }

  @Test
  void inputs_that_have_nothing_to_do_with_each_other_are_rounded_to_the_nearest() {
    for (long seed = 1; seed <= CASES; seed++) {
      Random random = new Random(seed);
      Problem problem = Problem.of(random);
      int depth = problem.depth;
      double[] diagonal = new double[depth * depth];
      for (int column = 0; column < depth; column++) {
        diagonal[column * depth + column] = random.nextInt(4) == 0 ? 0 : random.nextDouble();
      }
      assertThat(problem.rounding().round(problem.weight, diagonal, problem.steps()))
          .as("seed %d", seed)
          .isEqualTo(problem.rounding().nearest(problem.weight, problem.steps()));
    }
  }

  @Test
  void the_step_is_never_worse_than_the_widest_and_takes_what_is_worth_it() {
    for (long seed = 1; seed <= CASES; seed++) {
      Problem problem = Problem.of(new Random(seed));
      double[] powers = new double[problem.depth];
      Arrays.fill(powers, 1);
      for (int row = 0; row < problem.outputs; row++) {
        double top = 0;
        for (int column = 0; column < problem.depth; column++) {
          top = Math.max(top, Math.abs(problem.weight[column * problem.outputs + row]));
        }
        if (top == 0) {
          continue;
        }
        double step = problem.rounding().step(problem.weight, powers, row, row + 1);
        assertThat(step).isBetween(top * 0.59 / 127, top * 1.0001 / 127);
        double[] widest = problem.steps().clone();
        double[] chosen = problem.steps().clone();
        widest[row] = top / 127;
        chosen[row] = step;
        assertThat(problem.lost(chosen, row)).isLessThanOrEqualTo(problem.lost(widest, row));
      }
    }
  }

  @Test
  void weights_and_inputs_of_nothing_stay_nothing() {
    WeightRounding rounding = new WeightRounding(3, 2);
    double[] zeros = new double[6];
    double step = rounding.step(zeros, new double[3], 0, 1);
    assertThat(step).isEqualTo(1);
    assertThat(rounding.round(zeros, new double[9], new double[] {step, step}))
        .containsOnly((byte) 0);
    // Inputs that never vary: all squares are zero, and all that is known is the weight.
    double[] weight = {0.5, -1, 1, 0.25, 0, 0.75};
    double[] steps = {1 / 127.0, 1 / 127.0};
    assertThat(rounding.round(weight, new double[9], steps))
        .isEqualTo(rounding.nearest(weight, steps));
  }

  @Test
  void a_single_column_and_a_column_beyond_the_last_step_are_rounded_to_the_nearest() {
    WeightRounding one = new WeightRounding(1, 3);
    double[] weight = {0.4, 300, -300};
    assertThat(one.round(weight, new double[] {2}, new double[] {1, 1, 1}))
        .containsExactly(0, 127, -127);
  }

  @Test
  void inputs_that_always_go_together_are_no_reason_to_fail() {
    int depth = 6;
    double[] squares = new double[depth * depth];
    Arrays.fill(squares, 3);
    double[] weight = new double[depth];
    Arrays.setAll(weight, column -> (column + 0.45) / 10);
    WeightRounding rounding = new WeightRounding(depth, 1);
    byte[] whole = rounding.round(weight, squares, new double[] {0.1});
    double lost = 0;
    for (int column = 0; column < depth; column++) {
      lost += weight[column] - whole[column] * 0.1;
      assertThat(Math.abs(weight[column] - whole[column] * 0.1)).isLessThan(0.11);
    }
    assertThat(Math.abs(lost)).as("their sum is all that counts").isLessThan(0.051);
  }

  @Test
  void the_triangle_times_itself_is_the_matrix() {
    for (long seed = 1; seed <= CASES; seed++) {
      Problem problem = Problem.of(new Random(seed));
      int size = problem.depth;
      double[] squares = problem.squares;
      double mean = 0;
      for (int index = 0; index < size; index++) {
        mean += squares[index * size + index] / size;
      }
      CholeskyFactor triangle = CholeskyFactor.of(squares, size, 0.01);
      for (int row = 0; row < size; row++) {
        for (int column = row; column < size; column++) {
          double sum = 0;
          for (int inner = 0; inner <= row; inner++) {
            sum += triangle.at(inner, row) * triangle.at(inner, column);
          }
          double damped = squares[row * size + column] + (row == column ? 0.01 * mean : 0);
          assertThat(sum).as("seed %d", seed).isCloseTo(damped, within(1e-9 * (1 + mean)));
        }
      }
    }
  }

  /** A weight [depth][output], the inputs it multiplies, and their squares. */
  private static final class Problem {
    private final int depth;
    private final int outputs;
    private final double[] weight;
    private final double[][] inputs;
    private final double[] squares;

    private Problem(int depth, int outputs, double[] weight, double[][] inputs, double[] squares) {
      this.depth = depth;
      this.outputs = outputs;
      this.weight = weight;
      this.inputs = inputs;
      this.squares = squares;
    }

    static Problem of(Random random) {
      int depth = 1 + random.nextInt(24);
      int outputs = 1 + random.nextInt(6);
      int common = 1 + random.nextInt(depth);
      double[][] inputs = new double[128][depth];
      double[][] mix = new double[common][depth];
      for (double[] line : mix) {
        Arrays.setAll(line, column -> random.nextGaussian());
      }
      for (double[] input : inputs) {
        for (double[] line : mix) {
          double share = random.nextGaussian();
          for (int column = 0; column < depth; column++) {
            input[column] += share * line[column];
          }
        }
      }
      if (random.nextInt(3) == 0) {
        int dead = random.nextInt(depth);
        for (double[] input : inputs) {
          input[dead] = 0;
        }
      }
      double[] squares = new double[depth * depth];
      for (double[] input : inputs) {
        for (int row = 0; row < depth; row++) {
          for (int column = 0; column < depth; column++) {
            squares[row * depth + column] += input[row] * input[column];
          }
        }
      }
      double[] weight = new double[depth * outputs];
      boolean empty = random.nextInt(4) == 0;
      for (int index = 0; index < weight.length; index++) {
        weight[index] = empty && index % outputs == 0 ? 0 : random.nextGaussian();
      }
      return new Problem(depth, outputs, weight, inputs, squares);
    }

    WeightRounding rounding() {
      return new WeightRounding(depth, outputs);
    }

    /** Coarse ones, so that all weights lie within and rounding counts. */
    double[] steps() {
      double[] steps = new double[outputs];
      for (int row = 0; row < outputs; row++) {
        double top = 0.1;
        for (int column = 0; column < depth; column++) {
          top = Math.max(top, Math.abs(weight[column * outputs + row]));
        }
        steps[row] = top / 24;
      }
      return steps;
    }

    double error(byte[] rounded) {
      double[] steps = steps();
      double error = 1e-9;
      for (double[] input : inputs) {
        for (int row = 0; row < outputs; row++) {
          double lost = 0;
          for (int column = 0; column < depth; column++) {
            double kept = rounded[row * depth + column] * steps[row];
            lost += input[column] * (weight[column * outputs + row] - kept);
          }
          error += lost * lost;
        }
      }
      return error;
    }

    double lost(double[] steps, int row) {
      byte[] rounded = rounding().nearest(weight, steps);
      double lost = 0;
      for (int column = 0; column < depth; column++) {
        double off = weight[column * outputs + row] - rounded[row * depth + column] * steps[row];
        lost += off * off;
      }
      return lost;
    }

    @Override
    public String toString() {
      return depth + " inputs, " + outputs + " outputs";
    }
  }
}
