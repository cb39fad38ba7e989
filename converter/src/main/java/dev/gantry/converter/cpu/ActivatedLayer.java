package dev.gantry.converter.cpu;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.layers.WeightedLayer;
import java.util.List;
import java.util.Optional;

/** Describes a layer together with the activation that the runtime does on the way out. */
record ActivatedLayer(WeightedLayer layer, Optional<GraphNode> activation) {
  static ActivatedLayer of(Graph graph, WeightedLayer layer) {
    Optional<GraphNode> activation =
        layer.node().is("Conv") ? activation(graph, layer.node()) : Optional.empty();
    return new ActivatedLayer(layer, activation);
  }

  private static Optional<GraphNode> activation(Graph graph, GraphNode node) {
    List<GraphNode> readers = graph.readers(node.output());
    if (readers.size() != 1 || graph.isOutput(node.output())) {
      return Optional.empty();
    }
    return Optional.of(readers.get(0)).filter(reader -> mayFold(graph, reader));
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

  GraphNode node() {
    return layer.node();
  }

  String input() {
    return layer.input();
  }

  /** What comes out of it, its activation done. */
  String output() {
    return last().output();
  }

  /** The node that makes its output: the activation, where it has one. */
  GraphNode last() {
    return activation.orElse(node());
  }

  boolean isConvolution() {
    return node().is("Conv");
  }
}
