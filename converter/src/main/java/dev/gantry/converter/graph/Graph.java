package dev.gantry.converter.graph;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.model.NestedGraphs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The main graph of a model while it is rewritten. Bodies of If, Loop and Scan stay inside their
 * nodes; what they read from outside counts as read by the node.
 */
public final class Graph {
  private final OnnxMl.ModelProto.Builder shell;
  private final Set<GraphNode> nodes = new LinkedHashSet<>();
  private final Map<String, OnnxMl.TensorProto> weights = new LinkedHashMap<>();
  private final Map<String, GraphNode> producers = new HashMap<>();
  private final Map<String, Set<GraphNode>> readers = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  /** The next number for a wish that was granted before: thousands of nodes wish for the same. */
  private final Map<String, Integer> numbers = new HashMap<>();

  private Graph(OnnxMl.ModelProto model) {
    OnnxMl.GraphProto graph = model.getGraph();
    this.shell = model.toBuilder();
    shell.getGraphBuilder().clearNode().clearInitializer();
    NestedGraphs.names(graph).forEach(names::add);
    graph.getInitializerList().forEach(tensor -> weights.put(tensor.getName(), tensor));
    NestedGraphs.nodes(graph).map(OnnxMl.NodeProto::getName).forEach(names::add);
    graph.getNodeList().forEach(this::add);
  }

  public static Graph of(OnnxMl.ModelProto model) {
    return new Graph(model);
  }

  /** The model again, its nodes in an order in which each tensor is made before it is read. */
  public OnnxMl.ModelProto model() {
    OnnxMl.ModelProto.Builder model = shell.clone();
    for (GraphNode node : ordered()) {
      model.getGraphBuilder().addNode(node.proto());
    }
    model.getGraphBuilder().addAllInitializer(weights.values());
    return model.build();
  }

  /** What is left when nodes and weights are taken away: names, versions, inputs, outputs. */
  public OnnxMl.ModelProto.Builder shell() {
    return shell;
  }

  public List<OnnxMl.ValueInfoProto> inputs() {
    return shell.getGraph().getInputList();
  }

  public List<OnnxMl.ValueInfoProto> outputs() {
    return shell.getGraph().getOutputList();
  }

  public boolean isOutput(String tensor) {
    return outputs().stream().anyMatch(output -> output.getName().equals(tensor));
  }

  /** The version of ONNX's own operators. */
  public long opset() {
    return shell.getOpsetImportList().stream()
        .filter(opset -> NestedGraphs.isStandard(opset.getDomain()))
        .mapToLong(OnnxMl.OperatorSetIdProto::getVersion)
        .findFirst()
        .orElse(1);
  }

  public List<GraphNode> nodes() {
    return List.copyOf(nodes);
  }

  /** The same nodes in an order in which each tensor is made before it is read. */
  public List<GraphNode> ordered() {
    return new RunOrder(this).nodes();
  }

  public GraphNode add(OnnxMl.NodeProto proto) {
    GraphNode node = new GraphNode(proto);
    nodes.add(node);
    // Names of nodes are their own kind, but two nodes must not share one either.
    names.add(node.name());
    for (String output : node.outputs()) {
      producers.put(output, node);
      names.add(output);
    }
    for (String read : node.reads()) {
      readers.computeIfAbsent(read, name -> new LinkedHashSet<>()).add(node);
    }
    return node;
  }

  public void remove(GraphNode node) {
    nodes.remove(node);
    node.outputs().forEach(output -> producers.remove(output, node));
    for (String read : node.reads()) {
      readers.getOrDefault(read, Collections.emptySet()).remove(node);
    }
  }

  public GraphNode replace(GraphNode old, OnnxMl.NodeProto proto) {
    remove(old);
    return add(proto);
  }

  public Optional<GraphNode> producer(String tensor) {
    return Optional.ofNullable(producers.get(tensor));
  }

  /** In the order in which they were added. */
  public List<GraphNode> readers(String tensor) {
    return List.copyOf(readers.getOrDefault(tensor, Collections.emptySet()));
  }

  /** Has readers take one tensor for another; bodies that read it from outside are left alone. */
  public void redirect(String from, String to, Predicate<GraphNode> which) {
    for (GraphNode reader : readers(from)) {
      if (which.test(reader) && reader.inputs().contains(from)) {
        OnnxMl.NodeProto.Builder changed = reader.proto().toBuilder();
        for (int input = 0; input < changed.getInputCount(); input++) {
          if (changed.getInput(input).equals(from)) {
            changed.setInput(input, to);
          }
        }
        replace(reader, changed.build());
      }
    }
  }

  public Optional<OnnxMl.TensorProto> weight(String name) {
    return Optional.ofNullable(weights.get(name));
  }

  public Collection<OnnxMl.TensorProto> weights() {
    return List.copyOf(weights.values());
  }

  /** Puts it in the place of one of the same name. */
  public void put(OnnxMl.TensorProto weight) {
    weights.put(weight.getName(), weight);
    names.add(weight.getName());
  }

  public void dropWeight(String name) {
    weights.remove(name);
  }

  /** A name that nothing in the model has, bodies included; it is taken from now on. */
  public String freshName(String wish) {
    String name = wish;
    while (!names.add(name)) {
      int number = numbers.merge(wish, 2, (known, first) -> known + 1);
      name = wish + "_" + number;
    }
    return name;
  }

  /** Weights that nothing reads any more only make a file larger. */
  public void dropUnusedWeights() {
    for (String name : new ArrayList<>(weights.keySet())) {
      if (readers(name).isEmpty() && !isOutput(name)) {
        weights.remove(name);
      }
    }
  }
}
