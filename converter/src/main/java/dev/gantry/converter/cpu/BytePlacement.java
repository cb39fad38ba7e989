package dev.gantry.converter.cpu;

import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.observe.ObservedTensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides which nodes run in eight bits, and which tensors therefore are quantized to 256 values.
 * Layers are chosen first. What lies between them follows only where the runtime has a kernel and
 * both sides are quantized anyway.
 */
final class BytePlacement {
  /** They only move values, so what comes out is cut as what goes in. */
  private static final Set<String> MOVES =
      Set.of("MaxPool", "Reshape", "Transpose", "Flatten", "Squeeze", "Unsqueeze", "Slice");

  private static final Set<String> COMPUTES = Set.of("AveragePool", "GlobalAveragePool");
  private static final Set<String> GATES = Set.of("Sigmoid");
  private static final Set<String> JOINS = Set.of("Add", "Mul", "Concat");

  private final Map<GraphNode, ActivatedLayer> layers = new LinkedHashMap<>();
  private final Set<GraphNode> nodes = new LinkedHashSet<>();
  private final Set<String> tensors = new LinkedHashSet<>();
  private final Map<String, String> moved = new LinkedHashMap<>();

  static BytePlacement of(
      Graph graph,
      ObservedTensor facts,
      ByteCandidates candidates,
      Predicate<ActivatedLayer> wanted) {
    BytePlacement placement = new BytePlacement();
    for (GraphNode node : graph.nodes()) {
      candidates
          .layer(node)
          .filter(layer -> facts.isFloat(layer.output()))
          .filter(layer -> !readInBodies(graph, layer.output()))
          .filter(wanted)
          .ifPresent(placement::add);
    }
    for (GraphNode node : graph.nodes()) {
      placement.follow(graph, facts, node);
    }
    return placement;
  }

  /** The runtime's process ends where a body reads what a DequantizeLinear gives. */
  private static boolean readInBodies(Graph graph, String tensor) {
    return graph.readers(tensor).stream().anyMatch(node -> !node.inputs().contains(tensor));
  }

  /** Whether it can be in eight bits where what it reads is. */
  static boolean mayFollow(GraphNode node) {
    return Stream.of(MOVES, COMPUTES, JOINS, GATES).flatMap(Set::stream).anyMatch(node::is);
  }

  private void add(ActivatedLayer layer) {
    layers.put(layer.node(), layer);
    nodes.add(layer.node());
    layer.activation().ifPresent(nodes::add);
    tensors.add(layer.input());
    if (layer.isConvolution()) {
      tensors.add(layer.output());
    }
  }

  private void follow(Graph graph, ObservedTensor facts, GraphNode node) {
    if (nodes.contains(node)
        || node.outputs().size() != 1
        || !facts.isFloat(node.output())
        || readInBodies(graph, node.output())) {
      return;
    }
    if (ActivatedLayer.mayFold(graph, node) && folds(graph, node)) {
      nodes.add(node);
      tensors.remove(node.inputs().get(0));
      tensors.add(node.output());
      return;
    }
    List<String> read = node.inputs().stream().filter(facts::isFloat).toList();
    boolean first = !node.inputs().isEmpty() && tensors.contains(node.inputs().get(0));
    if (first && MOVES.stream().anyMatch(node::is) && cut(graph, node.inputs().get(0))) {
      moved.put(node.output(), node.inputs().get(0));
    } else if (!(first && COMPUTES.stream().anyMatch(node::is))
        && !isGate(graph, node)
        && !(JOINS.stream().anyMatch(node::is)
            && read.size() == node.inputs().size()
            && read.stream().allMatch(tensor -> cut(graph, tensor)))) {
      return;
    }
    nodes.add(node);
    tensors.add(node.output());
  }

  /** The runtime drops a Relu behind a sum where the cut behind it starts at zero anyway. */
  private boolean folds(Graph graph, GraphNode activation) {
    String input = activation.inputs().get(0);
    return cut(graph, input)
        && graph.producer(input).filter(node -> JOINS.stream().anyMatch(node::is)).isPresent()
        && graph.readers(input).size() == 1
        && !graph.isOutput(input);
  }

  /** The Sigmoid of x * sigmoid(x): in floats, the runtime would turn x into floats twice. */
  private boolean isGate(Graph graph, GraphNode node) {
    return node.is("Sigmoid")
        && cut(graph, node.inputs().get(0))
        && !graph.isOutput(node.output())
        && graph.readers(node.output()).stream()
            .allMatch(reader -> reader.is("Mul") && reader.inputs().contains(node.inputs().get(0)));
  }

  /** What a node in eight bits makes; others could be cut too, but to cut costs time. */
  private boolean cut(Graph graph, String tensor) {
    return tensors.contains(tensor) && graph.producer(tensor).filter(nodes::contains).isPresent();
  }

  /** Said where what lies between the layers may take more than the layers gain. */
  Optional<String> slowness(Graph graph) {
    long crossings =
        tensors.stream()
            .filter(tensor -> cut(graph, tensor))
            .filter(tensor -> !nodes.containsAll(graph.readers(tensor)))
            .count();
    long gates = nodes.stream().filter(node -> GATES.stream().anyMatch(node::is)).count();
    return 2 * (crossings + gates) > layers.size()
        ? Optional.of(
            slowly(crossings, gates)
                + "; the runtime has no fast kernels for these, so that this may be slower than"
                + " fp32: measure it on the board")
        : Optional.empty();
  }

  private static String slowly(long crossings, long gates) {
    String back =
        "behind "
            + crossings
            + (crossings == 1 ? " tensor" : " tensors")
            + " bytes become floats again";
    String follow =
        "behind "
            + gates
            + (gates == 1 ? " tensor" : " tensors")
            + " a sigmoid and a product follow in bytes";
    if (gates == 0) {
      return back;
    }
    return crossings == 0 ? follow : back + ", and " + follow;
  }

  Map<GraphNode, ActivatedLayer> layers() {
    return layers;
  }

  boolean has(GraphNode node) {
    return nodes.contains(node);
  }

  /** What its nodes make, cut or not. */
  Set<String> outputs() {
    Set<String> outputs = new LinkedHashSet<>();
    nodes.forEach(node -> outputs.addAll(node.outputs()));
    return outputs;
  }

  /** Those that are cut, in the order of the graph. */
  Set<String> tensors() {
    return tensors;
  }

  /** To the tensor whose values it holds in another place. */
  Map<String, String> moved() {
    return moved;
  }
}
