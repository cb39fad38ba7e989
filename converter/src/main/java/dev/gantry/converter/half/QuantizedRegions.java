package dev.gantry.converter.half;

import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The nodes that quantization encloses. A runtime's int8 kernels are found by that very pattern, so
 * that nothing may come between.
 */
record QuantizedRegions(Graph graph) {

  Set<GraphNode> nodes() {
    Set<GraphNode> wrapped = new HashSet<>();
    for (GraphNode node : graph.nodes()) {
      if (isQuantize(node) || isDequantize(node) || readsDequantized(node)) {
        wrapped.add(node);
      }
    }
    // Backwards from the steps: an activation between an operator and its quantization.
    for (GraphNode node : graph.nodes()) {
      if (isQuantize(node)) {
        node.input(0).ifPresent(tensor -> before(tensor, wrapped));
      }
    }
    return wrapped;
  }

  private void before(String tensor, Set<GraphNode> wrapped) {
    List<GraphNode> readers = graph.readers(tensor);
    graph
        .producer(tensor)
        .filter(node -> wrapped.containsAll(readers))
        .filter(node -> !graph.isOutput(tensor))
        .filter(node -> node.inputs().stream().anyMatch(input -> comesFrom(input, wrapped)))
        .ifPresent(wrapped::add);
  }

  private boolean comesFrom(String tensor, Set<GraphNode> wrapped) {
    return graph.producer(tensor).filter(wrapped::contains).isPresent();
  }

  private boolean readsDequantized(GraphNode node) {
    return node.inputs().stream()
        .anyMatch(
            input -> graph.producer(input).filter(QuantizedRegions::isDequantize).isPresent());
  }

  static boolean isQuantize(GraphNode node) {
    return node.operator().equals("QuantizeLinear");
  }

  static boolean isDequantize(GraphNode node) {
    return node.operator().equals("DequantizeLinear");
  }
}
