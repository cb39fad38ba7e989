package dev.gantry.converter.quantize;

import ai.onnxruntime.OrtException;
import dev.gantry.converter.layers.InputRows;
import dev.gantry.converter.layers.InputScale;
import dev.gantry.converter.layers.MatrixAlgebra;
import dev.gantry.converter.layers.MatrixLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds how the input of some layers is best brought to int8: a few ways are tried out on rows, and
 * the plain way stays unless another is seen to be better.
 */
final class MigrationSearch {
  /** How far the ranges of channels are evened out: a little, or entirely. */
  private static final double[] EXPONENTS = {0.5, 0.85, 1};

  /** How much of the whole range is kept; what lies beyond is clipped. */
  private static final double[] KEPT = {1, 0.9, 0.8, 0.65};

  private final MatrixAlgebra algebra;

  MigrationSearch(MatrixAlgebra algebra) {
    this.algebra = algebra;
  }

  InputScale find(List<LayerInputs> layers, InputFacts input) throws OrtException {
    List<InputScale> plain = plain(input);
    Tried best = best(plain, layers, new Tried(plain.get(0), Double.POSITIVE_INFINITY));
    List<InputScale> moved = moved(layers, input);
    if (input.foldable()) {
      best = best(moved.stream().filter(scale -> !scale.hasOffsets()).toList(), layers, best);
      moved = moved.stream().filter(InputScale::hasOffsets).toList();
    }
    return best(moved, layers, new Tried(best.scale(), input.worth() * best.error())).scale();
  }

  private record Tried(InputScale scale, double error) {}

  private static List<InputScale> plain(InputFacts input) {
    ChannelSpans spans = ChannelSpans.around(new float[input.channels()], input);
    float[] ones = new float[input.channels()];
    java.util.Arrays.fill(ones, 1);
    List<InputScale> scales = new ArrayList<>();
    for (double kept : KEPT) {
      scales.add(spans.scale(ones, kept));
    }
    return scales;
  }

  private static List<InputScale> moved(List<LayerInputs> layers, InputFacts input) {
    int channels = input.channels();
    double[] widest = widest(layers, channels);
    List<float[]> offsets = new ArrayList<>(List.of(new float[channels]));
    if (input.whole()) {
      float[] middles = new float[channels];
      for (int channel = 0; channel < channels; channel++) {
        middles[channel] = input.middle(channel);
      }
      offsets.add(middles);
    }
    List<InputScale> scales = new ArrayList<>();
    for (float[] offset : offsets) {
      ChannelSpans whole = ChannelSpans.around(offset, input);
      for (ChannelSpans spans : List.of(whole, whole.leastSquares(input.values()))) {
        for (double exponent : EXPONENTS) {
          scales.add(spans.scale(spans.factors(widest, exponent), 1));
        }
      }
    }
    return scales;
  }

  /** Where no error can be told, because numbers are too large to be squared, nothing changes. */
  private Tried best(List<InputScale> scales, List<LayerInputs> layers, Tried otherwise)
      throws OrtException {
    Tried best = otherwise;
    for (InputScale scale : scales) {
      double error = error(scale, layers);
      if (error < best.error()) {
        best = new Tried(scale, error);
      }
    }
    return best;
  }

  /** The largest weight that multiplies each channel. */
  private static double[] widest(List<LayerInputs> layers, int channels) {
    double[] widest = new double[channels];
    for (LayerInputs inputs : layers) {
      MatrixLayer.Form form = inputs.layer().form();
      float[] matrix = inputs.layer().matrix();
      for (int index = 0; index < matrix.length; index++) {
        int group = index / form.depth() / form.outputs();
        int channel = form.inputChannel(group, index % form.depth());
        widest[channel] = Math.max(widest[channel], Math.abs(matrix[index]));
      }
    }
    double all = 0;
    for (double one : widest) {
      all = Math.max(all, one);
    }
    for (int channel = 0; channel < channels; channel++) {
      widest[channel] = Math.max(widest[channel], Math.max(all, 1e-8) * 1e-8);
    }
    return widest;
  }

  /** Shares of the signal that come out wrong, summed over the layers, weights just rounded. */
  private double error(InputScale scale, List<LayerInputs> layers) throws OrtException {
    double error = 0;
    for (LayerInputs inputs : layers) {
      MatrixLayer layer = inputs.layer();
      float[] moved = MovedWeights.of(layer, scale);
      float[] rounded = MovedWeights.rounded(moved, layer.form());
      InputRows exact = inputs.exact(scale);
      double noise = algebra.noise(exact, inputs.rough(scale), moved, rounded);
      double signal = algebra.noise(exact, exact, moved, new float[moved.length]);
      error += noise / Math.max(signal, 1e-30);
    }
    return error;
  }
}
