package dev.gantry.converter.quantize;

import dev.gantry.converter.layers.InputScale;
import dev.gantry.converter.layers.MatrixLayer;

/** A layer's matrices after the factors of its input went into them: [group][depth][output]. */
final class MovedWeights {
  private MovedWeights() {}

  static float[] of(MatrixLayer layer, InputScale scale) {
    MatrixLayer.Form form = layer.form();
    float[] matrix = layer.matrix();
    float[] moved = new float[matrix.length];
    for (int group = 0; group < form.groups(); group++) {
      int start = group * form.outputs() * form.depth();
      for (int column = 0; column < form.depth(); column++) {
        float factor = scale.factor(form.inputChannel(group, column));
        for (int row = 0; row < form.outputs(); row++) {
          moved[start + column * form.outputs() + row] =
              matrix[start + row * form.depth() + column] * factor;
        }
      }
    }
    return moved;
  }

  /** Each row to 127 steps up to its largest. */
  static float[] rounded(float[] moved, MatrixLayer.Form form) {
    float[] tops = new float[form.scales()];
    float[] rounded = new float[moved.length];
    for (int index = 0; index < moved.length; index++) {
      int scale = scale(form, index);
      tops[scale] = Math.max(tops[scale], Math.abs(moved[index]));
    }
    for (int index = 0; index < moved.length; index++) {
      float step = Math.max(tops[scale(form, index)] / WeightRounding.HIGHEST, 1e-30f);
      rounded[index] = InputScale.rounded(moved[index], step);
    }
    return rounded;
  }

  private static int scale(MatrixLayer.Form form, int index) {
    int group = index / form.depth() / form.outputs();
    return form.scale(group, index % form.outputs());
  }
}
