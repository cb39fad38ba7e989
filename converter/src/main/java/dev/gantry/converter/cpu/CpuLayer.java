package dev.gantry.converter.cpu;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.model.WeightWidths;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * A node that multiplies with weights, together with the activation that the runtime does on the
 * way out.
 *
 * @param axis the one of the weight along which outputs differ
 */
record CpuLayer(
    GraphNode node,
    Optional<GraphNode> activation,
    OnnxMl.TensorProto weight,
    Optional<OnnxMl.TensorProto> bias,
    int axis) {

  static Optional<CpuLayer> of(Graph graph, GraphNode node) {
    Optional<OnnxMl.TensorProto> weight = node.input(1).flatMap(graph::weight);
    if (weight.filter(WeightNumbers::isFloat).isEmpty()
        || !graph.weight(node.inputs().get(0)).isEmpty()) {
      return Optional.empty();
    }
    Optional<OnnxMl.TensorProto> bias = node.input(2).flatMap(graph::weight);
    if (node.input(2).isPresent() && bias.filter(WeightNumbers::isFloat).isEmpty()) {
      return Optional.empty();
    }
    int rank = weight.get().getDimsCount();
    if (weight.get().getDimsList().contains(0L)) {
      return Optional.empty();
    }
    if (node.is("Conv") && (rank == 4 || rank == 3)) {
      return Optional.of(new CpuLayer(node, activation(graph, node), weight.get(), bias, 0));
    }
    if (node.is("MatMul") && rank == 2) {
      return Optional.of(new CpuLayer(node, Optional.empty(), weight.get(), bias, 1));
    }
    if (node.is("Gemm") && rank == 2 && isPlain(node, weight.get(), bias)) {
      int axis = node.integer("transB", 0) == 1 ? 0 : 1;
      return Optional.of(new CpuLayer(node, Optional.empty(), weight.get(), bias, axis));
    }
    return Optional.empty();
  }

  private static boolean isPlain(
      GraphNode gemm, OnnxMl.TensorProto weight, Optional<OnnxMl.TensorProto> bias) {
    long outputs = weight.getDims(gemm.integer("transB", 0) == 1 ? 0 : 1);
    boolean vector = bias.map(tensor -> tensor.getDimsList().equals(List.of(outputs))).orElse(true);
    return vector
        && gemm.integer("transA", 0) == 0
        && gemm.number("alpha", 1) == 1
        && gemm.number("beta", 1) == 1;
  }

  private static Optional<GraphNode> activation(Graph graph, GraphNode node) {
    List<GraphNode> readers = graph.readers(node.output());
    if (readers.size() != 1 || graph.isOutput(node.output())) {
      return Optional.empty();
    }
    GraphNode reader = readers.get(0);
    return mayFold(graph, reader) ? Optional.of(reader) : Optional.empty();
  }

  /** Whether a cut that starts at zero does what this activation does. */
  static boolean mayFold(Graph graph, GraphNode node) {
    return node.is("Relu") || (node.is("Clip") && startsAtZero(graph, node));
  }

  private static boolean startsAtZero(Graph graph, GraphNode clip) {
    Optional<OnnxMl.TensorProto> low = clip.input(1).flatMap(graph::weight);
    boolean highKnown = clip.input(2).isEmpty() || clip.input(2).flatMap(graph::weight).isPresent();
    return highKnown
        && low.filter(
                tensor -> WeightNumbers.isFloat(tensor) && WeightNumbers.floats(tensor)[0] == 0)
            .isPresent();
  }

  /** What comes out of it, its activation done. */
  String output() {
    return activation.map(GraphNode::output).orElse(node.output());
  }

  String input() {
    return node.inputs().get(0);
  }

  int channels() {
    return Math.toIntExact(weight.getDims(axis));
  }

  /** Between two neighbours of the weight along its axis. */
  int stride() {
    long stride = 1;
    for (int dimension = axis + 1; dimension < weight.getDimsCount(); dimension++) {
      stride *= weight.getDims(dimension);
    }
    return Math.toIntExact(stride);
  }

  double multiplyAdds(ObservedTensor facts) {
    double outputs = 1;
    for (long side : facts.of(node.output()).map(TensorSpec::shape).orElse(List.of())) {
      outputs *= side;
    }
    return outputs * WeightWidths.elements(weight) / channels();
  }

  boolean isConvolution() {
    return node.is("Conv");
  }
}
