package dev.gantry.converter.layers;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Describes a node that multiplies what it reads by a constant weight of float32 and may add a bias
 * to each output channel. Whatever the dialect, this is what int8 can take.
 */
public record WeightedLayer(GraphNode node, TensorProto weight, Optional<TensorProto> bias) {
  private static final Set<String> OPERATORS = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

  /** Whether it is of an operator of which layers are, its weight not looked at. */
  public static boolean isOperator(GraphNode node) {
    return OPERATORS.stream().anyMatch(node::is);
  }

  /** The axis along which the weight of such a node has a scale each. */
  public static int scaleAxis(GraphNode node) {
    return node.is("Conv") || node.integer("transB", 0) != 0 ? 0 : 1;
  }

  public String input() {
    return node.inputs().get(0);
  }

  public int scaleAxis() {
    return scaleAxis(node);
  }

  /** How many scales the weight has: one an output channel, or one an output channel of a group. */
  public int scales() {
    return side(scaleAxis());
  }

  /** How many numbers lie between two neighbours of the weight along its axis of scales. */
  public int stride() {
    return (int)
        weight.getDimsList().stream()
            .skip(scaleAxis() + 1L)
            .reduce(1L, Math::multiplyExact)
            .longValue();
  }

  public int outputChannels() {
    return node.is("ConvTranspose") ? groups() * scales() : scales();
  }

  public int groups() {
    return Math.toIntExact(node.integer("group", 1));
  }

  /** One side of the weight. */
  public int side(int axis) {
    return Math.toIntExact(weight.getDims(axis));
  }

  /** One number an output channel; zeros where the node has none. */
  public float[] biases() {
    float[] values = bias.map(WeightNumbers::floats).orElseGet(() -> new float[1]);
    if (values.length == outputChannels()) {
      return values;
    }
    float[] each = new float[outputChannels()];
    Arrays.fill(each, values[0]);
    return each;
  }
}
