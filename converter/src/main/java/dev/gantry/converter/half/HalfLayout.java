package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists the tensors that a rewritten graph makes as float16, those of its inputs and outputs that
 * become float16, and the names that have to go on meaning float32.
 */
record HalfLayout(
    Graph graph,
    FloatPorts ports,
    Map<GraphNode, HalfPorts> halves,
    Set<String> made,
    Set<String> ends,
    Set<String> fixed,
    Set<String> readFull) {

  /** The halves are the ports of those nodes that compute in float16. */
  static HalfLayout of(
      Graph graph, FloatPorts ports, Map<GraphNode, HalfPorts> halves, Set<String> ends) {
    Set<String> made = new HashSet<>(ends);
    made.retainAll(names(graph.inputs()));
    Set<String> full = new HashSet<>();
    for (GraphNode node : graph.nodes()) {
      HalfPorts open = halves.getOrDefault(node, HalfPorts.none());
      open.outputs().forEach(output -> made.add(node.outputs().get(output)));
      for (int input = 0; input < node.inputs().size(); input++) {
        if (!open.inputs().contains(input)) {
          full.add(node.inputs().get(input));
        }
      }
    }
    Set<String> fixed = captured(graph);
    names(graph.outputs()).stream().filter(name -> !ends.contains(name)).forEach(fixed::add);
    names(graph.inputs()).stream().filter(name -> !ends.contains(name)).forEach(fixed::add);
    fixed.removeIf(name -> !ports.isFloat(name));
    return new HalfLayout(graph, ports, halves, made, ends, fixed, full);
  }

  /** What bodies read from outside, where nothing can be put between. */
  static Set<String> captured(Graph graph) {
    return graph.nodes().stream()
        .flatMap(node -> node.reads().stream().filter(read -> !node.inputs().contains(read)))
        .collect(Collectors.toCollection(HashSet::new));
  }

  static Set<String> names(List<OnnxMl.ValueInfoProto> values) {
    return values.stream()
        .map(OnnxMl.ValueInfoProto::getName)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
