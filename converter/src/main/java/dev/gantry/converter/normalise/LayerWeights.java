package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import java.util.List;
import java.util.Optional;

/**
 * The weights of a linear layer, and to which output channel each belongs: of so many runs of
 * {@code stride} numbers, run r belongs to channel r modulo their period, counted within a group.
 */
final class LayerWeights {
  private final TensorProto weight;
  private final float[] bias;
  private final int stride;
  private final int period;
  private final int runsOfGroup;

  private LayerWeights(TensorProto weight, float[] bias, int stride, int period, int runsOfGroup) {
    this.weight = weight;
    this.bias = bias;
    this.stride = stride;
    this.period = period;
    this.runsOfGroup = runsOfGroup;
  }

  /** Absent for other operators, and where the numbers are not float32 weights. */
  static Optional<LayerWeights> of(Graph graph, GraphNode layer) {
    Optional<TensorProto> weight =
        layer
            .input(1)
            .flatMap(graph::weight)
            .filter(WeightNumbers::isFloat)
            .filter(LayerWeights::fits);
    if (weight.isEmpty()) {
      return Optional.empty();
    }
    int[] sides = weight.get().getDimsList().stream().mapToInt(Long::intValue).toArray();
    int all = WeightNumbers.floats(weight.get()).length;
    int group = (int) layer.integer("group", 1);
    boolean byFirst = layer.is("Conv") || (layer.is("Gemm") && layer.integer("transB", 0) != 0);
    if (byFirst && isPlain(layer)) {
      return made(graph, layer, weight.get(), sides[0], all / sides[0], sides[0], sides[0]);
    }
    if (layer.is("Gemm") && isPlain(layer)) {
      return made(graph, layer, weight.get(), sides[1], 1, sides[1], all);
    }
    if (layer.is("ConvTranspose") && group > 0 && sides[0] % group == 0) {
      int runs = sides[0] / group * sides[1];
      int stride = all / (sides[0] * sides[1]);
      return made(graph, layer, weight.get(), group * sides[1], stride, sides[1], runs);
    }
    return Optional.empty();
  }

  private static boolean fits(TensorProto weight) {
    return weight.getDataLocation() != TensorProto.DataLocation.EXTERNAL
        && weight.getDimsCount() >= 2
        && weight.getDimsList().stream().allMatch(side -> side > 0);
  }

  private static boolean isPlain(GraphNode layer) {
    return layer.is("Conv") || (layer.number("alpha", 1) == 1 && layer.number("beta", 1) == 1);
  }

  private static Optional<LayerWeights> made(
      Graph graph,
      GraphNode layer,
      TensorProto weight,
      int channels,
      int stride,
      int period,
      int runs) {
    if (layer.input(2).isEmpty()) {
      return Optional.of(new LayerWeights(weight, new float[channels], stride, period, runs));
    }
    return layer
        .input(2)
        .flatMap(graph::weight)
        .filter(WeightNumbers::isFloat)
        .filter(bias -> bias.getDimsCount() > 0)
        .filter(bias -> bias.getDims(bias.getDimsCount() - 1) == channels)
        .map(WeightNumbers::floats)
        .filter(bias -> bias.length == channels)
        .map(bias -> new LayerWeights(weight, bias, stride, period, runs));
  }

  String name() {
    return weight.getName();
  }

  int channels() {
    return bias.length;
  }

  float[] bias() {
    return bias.clone();
  }

  TensorProto scaled(String name, ChannelAffine affine) {
    float[] values = WeightNumbers.floats(weight);
    for (int index = 0; index < values.length; index++) {
      int run = index / stride;
      int channel = run / runsOfGroup * period + run % runsOfGroup % period;
      values[index] = (float) (values[index] * affine.factor(channel));
    }
    return WeightNumbers.tensor(name, List.copyOf(weight.getDimsList()), values);
  }
}
