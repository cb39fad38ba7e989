package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.Node;
import dev.gantry.converter.observe.TensorFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A model of which some nodes round as float16 does, to see what that costs. */
record Rounding(OnnxMl.ModelProto model, TensorFacts facts, List<Ports> ports) {
  Rounding {
    ports = List.copyOf(ports);
  }

  /** Of a graph, by its nodes in their order; those that stay in float32 have no ports. */
  static Rounding of(
      OnnxMl.ModelProto model, Graph graph, TensorFacts facts, Map<Node, Ports> halves) {
    List<Ports> ports =
        graph.nodes().stream().map(node -> halves.getOrDefault(node, Ports.none())).toList();
    return new Rounding(model, facts, ports);
  }

  /** With all nodes that may round. */
  OnnxMl.ModelProto whole() {
    return only(nodes());
  }

  /** Those that may round, by their place in the graph. */
  Set<Integer> nodes() {
    Set<Integer> nodes = new TreeSet<>();
    for (int index = 0; index < ports.size(); index++) {
      if (!ports.get(index).isEmpty()) {
        nodes.add(index);
      }
    }
    return nodes;
  }

  OnnxMl.ModelProto only(Set<Integer> nodes) {
    Graph graph = Graph.of(model);
    Map<Node, Ports> halves = new LinkedHashMap<>();
    List<Node> all = graph.nodes();
    for (int index : nodes) {
      halves.put(all.get(index), ports.get(index));
    }
    Layout layout = Layout.of(graph, new FloatPorts(graph, facts), halves, Set.of());
    WeightVersions weights = new WeightVersions(layout, HalfWeights::rounded);
    new HalfWriter(layout, new RoundedVersions(layout, weights)).write();
    return graph.model();
  }
}
