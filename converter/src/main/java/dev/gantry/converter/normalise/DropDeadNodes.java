package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Nodes that no output depends on are only work. */
final class DropDeadNodes implements GraphPass {
  @Override
  public String name() {
    return "drop dead nodes";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene) {
    Graph graph = Graph.of(model);
    Set<GraphNode> needed = new HashSet<>();
    Deque<String> wanted = new ArrayDeque<>();
    graph.outputs().forEach(output -> wanted.push(output.getName()));
    while (!wanted.isEmpty()) {
      graph
          .producer(wanted.pop())
          .filter(needed::add)
          .ifPresent(node -> node.reads().forEach(wanted::push));
    }
    int before = graph.nodes().size();
    graph.nodes().stream().filter(node -> !needed.contains(node)).forEach(graph::remove);
    return graph.nodes().size() == before ? model : graph.model();
  }
}
