package dev.gantry.converter.calibrate;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** Of a model only what some of its tensors need, with these as its outputs. */
final class GraphPart {
  private GraphPart() {}

  static OnnxMl.ModelProto upTo(OnnxMl.ModelProto model, Collection<String> tensors) {
    Graph graph = Graph.of(model);
    graph.shell().getGraphBuilder().clearOutput();
    tensors.forEach(tensor -> graph.shell().getGraphBuilder().addOutputBuilder().setName(tensor));
    Set<GraphNode> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<String> open = new ArrayDeque<>(tensors);
    while (!open.isEmpty()) {
      graph
          .producer(open.pop())
          .filter(needed::add)
          .ifPresent(node -> node.reads().forEach(open::push));
    }
    for (GraphNode node : graph.nodes()) {
      if (!needed.contains(node)) {
        graph.remove(node);
      }
    }
    graph.dropUnusedWeights();
    return graph.model();
  }
}
