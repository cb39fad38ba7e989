package dev.gantry.converter.quantize;

import ai.onnxruntime.OrtException;
import dev.gantry.converter.layers.InputMoments;
import dev.gantry.converter.layers.InputScale;
import dev.gantry.converter.layers.MatrixAlgebra;
import dev.gantry.converter.layers.MatrixLayer;
import java.util.Arrays;

/** Brings one layer's weight to int8, given what its input became. */
final class LayerSolver {
  private final MatrixAlgebra algebra;

  LayerSolver(MatrixAlgebra algebra) {
    this.algebra = algebra;
  }

  QuantizedLayer solve(LayerInputs inputs, InputScale scale) throws OrtException {
    MatrixLayer layer = inputs.layer();
    MatrixLayer.Form form = layer.form();
    float[] moved = MovedWeights.of(layer, scale);
    InputMoments moments = algebra.moments(form, inputs.exact(scale), inputs.rough(scale), moved);
    WeightRounding rounding = new WeightRounding(form.depth(), form.outputs());
    int size = form.depth() * form.outputs();
    float[] steps = steps(form, rounding, moved, moments);
    byte[] rounded = new byte[moved.length];
    for (int group = 0; group < form.groups(); group++) {
      double[] weight = part(moved, group * size, size);
      double[] own = new double[form.outputs()];
      for (int row = 0; row < own.length; row++) {
        own[row] = steps[form.scale(group, row)];
      }
      byte[] part =
          InputMoments.isDeep(form) || !isFinite(moments.powers(group))
              ? rounding.nearest(weight, own)
              : rounding.round(weight, moments.squares(group), own);
      System.arraycopy(part, 0, rounded, group * size, size);
    }
    return new QuantizedLayer(
        layer, scale, rounded, steps, bias(layer, scale, rounded, steps, moments));
  }

  /** Rows of huge numbers have no squares. */
  private static boolean isFinite(double[] powers) {
    return Double.isFinite(Arrays.stream(powers).sum());
  }

  private static float[] steps(
      MatrixLayer.Form form, WeightRounding rounding, float[] moved, InputMoments moments) {
    float[] steps = new float[form.scales()];
    int size = form.depth() * form.outputs();
    for (int group = 0; group < form.groups(); group++) {
      double[] weight = part(moved, group * size, size);
      double[] powers = moments.powers(group);
      for (int row = 0; row < form.outputs(); row += form.spread()) {
        int scale = form.scale(group, row);
        double step = rounding.step(weight, powers, row, row + form.spread());
        // Groups that share a scale need the widest.
        steps[scale] = Math.max(steps[scale], (float) step);
      }
    }
    return steps;
  }

  /** What is lost on average comes back, and with it what the offsets took away. */
  private static float[] bias(
      MatrixLayer layer, InputScale scale, byte[] rounded, float[] steps, InputMoments moments) {
    MatrixLayer.Form form = layer.form();
    float[] bias = layer.bias();
    float[] matrix = layer.matrix();
    for (int group = 0; group < form.groups(); group++) {
      for (int row = 0; row < form.outputs(); row++) {
        int line = group * form.outputs() + row;
        double given = 0;
        double offset = 0;
        for (int column = 0; column < form.depth(); column++) {
          int at = line * form.depth() + column;
          given += rounded[at] * moments.meanInput(group, column);
          offset += matrix[at] * (double) scale.offset(form.inputChannel(group, column));
        }
        double lost = moments.meanOutput(group, row) - given * steps[form.scale(group, row)];
        // A mean of huge numbers may have none.
        double back = (Double.isFinite(lost) ? lost : 0) + offset;
        bias[form.outputChannel(group, row)] += (float) (back * layer.rows().share(row));
      }
    }
    return bias;
  }

  private static double[] part(float[] values, int from, int count) {
    double[] part = new double[count];
    for (int index = 0; index < count; index++) {
      part[index] = values[from + index];
    }
    return part;
  }
}
