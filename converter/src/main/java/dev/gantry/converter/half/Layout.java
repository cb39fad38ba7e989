package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tensors a rewritten graph makes as float16, which of its ends become float16, and which
 * names have to go on meaning float32.
 */
record Layout(
    Graph graph,
    FloatPorts ports,
    Map<Node, Ports> halves,
    Set<String> made,
    Set<String> ends,
    Set<String> fixed,
    Set<String> readFull) {

  /** The halves are the ports of those nodes that compute in float16. */
  static Layout of(Graph graph, FloatPorts ports, Map<Node, Ports> halves, Set<String> ends) {
    Set<String> made = new HashSet<>(ends);
    made.retainAll(names(graph.inputs()));
    Set<String> full = new HashSet<>();
    for (Node node : graph.nodes()) {
      Ports open = halves.getOrDefault(node, Ports.none());
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
    return new Layout(graph, ports, halves, made, ends, fixed, full);
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
