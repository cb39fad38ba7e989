package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.observe.ObservedTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A model of which some nodes round as float16 does, to see what that costs. */
record RoundedModel(OnnxMl.ModelProto model, ObservedTensor facts, List<HalfPorts> ports) {
  RoundedModel {
    ports = List.copyOf(ports);
  }

  /** Of a graph, by its nodes in their order; those that stay in float32 have no ports. */
  static RoundedModel of(
      OnnxMl.ModelProto model,
      Graph graph,
      ObservedTensor facts,
      Map<GraphNode, HalfPorts> halves) {
    List<HalfPorts> ports =
        graph.nodes().stream().map(node -> halves.getOrDefault(node, HalfPorts.none())).toList();
    return new RoundedModel(model, facts, ports);
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
    Map<GraphNode, HalfPorts> halves = new LinkedHashMap<>();
    List<GraphNode> all = graph.nodes();
    for (int index : nodes) {
      halves.put(all.get(index), ports.get(index));
    }
    HalfLayout layout = HalfLayout.of(graph, new FloatPorts(graph, facts), halves, Set.of());
    WeightVersions weights = new WeightVersions(layout, HalfWeights::rounded);
    new HalfWriter(layout, new RoundedVersions(layout, weights)).write();
    return graph.model();
  }
}
