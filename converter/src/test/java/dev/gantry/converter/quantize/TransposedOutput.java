package dev.gantry.converter.quantize;

import dev.gantry.converter.layers.InputRows;
import dev.gantry.converter.layers.MatrixLayer;
import java.util.List;

/** What a transposed convolution gives, added up tap by tap in plain loops. */
final class TransposedOutput {
  private final MatrixLayer layer;
  private final List<Long> weight;
  private final long[] strides;
  private final long[] dilations;
  private final long[] pads;

  TransposedOutput(
      MatrixLayer layer, List<Long> weight, long[] strides, long[] dilations, long[] pads) {
    this.layer = layer;
    this.weight = weight;
    this.strides = strides;
    this.dilations = dilations;
    this.pads = pads;
  }

  /** Each pixel's row times the matrix, added up where its taps fall. */
  double[] of(InputRows rows, List<Long> from, List<Long> to) {
    MatrixLayer.Form form = layer.form();
    float[] matrix = layer.matrix();
    int channels = form.outputChannels();
    int plane = product(to.subList(2, to.size()));
    double[] output = new double[product(to)];
    for (int index = 0; index < output.length; index++) {
      output[index] = layer.bias()[index / plane % channels];
    }
    for (int row = 0; row < rows.count(); row++) {
      for (int group = 0; group < form.groups(); group++) {
        for (int line = 0; line < form.outputs(); line++) {
          int pixel = row;
          int tap = line % form.spread();
          int at = 0;
          int step = 1;
          for (int side = strides.length - 1; side >= 0; side--) {
            int length = Math.toIntExact(from.get(side + 2));
            int kernel = Math.toIntExact(weight.get(side + 2));
            long place =
                pixel % length * strides[side] + tap % kernel * dilations[side] - pads[side];
            boolean within = at >= 0 && place >= 0 && place < to.get(side + 2);
            at = within ? at + step * (int) place : -1;
            step *= Math.toIntExact(to.get(side + 2));
            pixel /= length;
            tap /= kernel;
          }
          double sum = 0;
          for (int column = 0; column < form.depth(); column++) {
            sum +=
                rows.values()[rows.start(group, row) + column]
                    * (double) matrix[(group * form.outputs() + line) * form.depth() + column];
          }
          if (at >= 0) {
            output[(pixel * channels + form.outputChannel(group, line)) * plane + at] += sum;
          }
        }
      }
    }
    return output;
  }

  private static int product(List<Long> sides) {
    return Math.toIntExact(sides.stream().reduce(1L, (one, two) -> one * two));
  }
}
