package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.model.NestedGraphs;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.GraphTypes;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces what is computed of weights alone by its result, which the runtime itself computes once.
 */
final class FoldConstants implements GraphPass {
  /** Results larger than this and than the weights they are made of would bloat the file. */
  private static final long SMALL = 64L << 10;

  /** Random ones are not constant; quantized weights are quantized on purpose. */
  private static final Set<String> NEVER =
      Set.of(
          "RandomNormal",
          "RandomNormalLike",
          "RandomUniform",
          "RandomUniformLike",
          "Multinomial",
          "Bernoulli",
          "Dropout",
          "QuantizeLinear",
          "DequantizeLinear",
          "DynamicQuantizeLinear");

  @Override
  public String name() {
    return "fold constants";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene) throws OrtException {
    Graph graph = Graph.of(model);
    Set<GraphNode> left = new HashSet<>();
    boolean changed = false;
    while (true) {
      Set<GraphNode> constant = constant(graph, left);
      if (constant.isEmpty()) {
        return changed ? graph.model() : model;
      }
      List<String> edge = edge(graph, constant);
      Set<String> known = evaluable(graph, constant, edge, left, scene.limit());
      if (!known.isEmpty()) {
        changed |= fold(graph, constant, known, left, scene.limit());
      }
    }
  }

  /** In run order, so that one walk finds all; those whose inputs are weights or of this set. */
  private static Set<GraphNode> constant(Graph graph, Set<GraphNode> left) {
    Set<GraphNode> constant = new LinkedHashSet<>();
    Set<String> made = new HashSet<>();
    for (OnnxMl.NodeProto proto : graph.model().getGraph().getNodeList()) {
      if (proto.getOutputCount() == 0) {
        continue;
      }
      GraphNode node = graph.producer(firstOutput(proto)).orElse(null);
      if (node != null
          && !left.contains(node)
          && isPlain(node)
          && node.reads().stream().allMatch(r -> made.contains(r) || isWeight(graph, r))) {
        constant.add(node);
        made.addAll(node.outputs());
      }
    }
    return constant;
  }

  private static String firstOutput(OnnxMl.NodeProto proto) {
    return proto.getOutputList().stream().filter(name -> !name.isEmpty()).findFirst().orElse("");
  }

  private static boolean isWeight(Graph graph, String name) {
    return graph.weight(name).isPresent()
        && graph.inputs().stream().noneMatch(input -> input.getName().equals(name));
  }

  private static boolean isPlain(GraphNode node) {
    return NestedGraphs.isStandard(node.proto().getDomain())
        && !NEVER.contains(node.operator())
        && NestedGraphs.bodies(node.proto()).findAny().isEmpty();
  }

  /** What the rest of the graph takes from these nodes. */
  private static List<String> edge(Graph graph, Set<GraphNode> constant) {
    List<String> edge = new ArrayList<>();
    for (GraphNode node : constant) {
      for (String output : node.outputs()) {
        if (!output.isEmpty()
            && (graph.isOutput(output)
                || graph.readers(output).stream().anyMatch(r -> !constant.contains(r)))) {
          edge.add(output);
        }
      }
    }
    return edge;
  }

  /** Those of numbers; what makes the others is left from now on. */
  private static Set<String> evaluable(
      Graph graph,
      Set<GraphNode> constant,
      List<String> edge,
      Set<GraphNode> left,
      InferenceLimit limit)
      throws OrtException {
    if (edge.isEmpty()) {
      left.addAll(constant);
      return Set.of();
    }
    Set<String> known = GraphTypes.specs(part(graph, constant, edge).toByteArray(), limit).keySet();
    for (String name : edge) {
      if (!known.contains(name)) {
        graph.producer(name).ifPresent(left::add);
      }
    }
    return known.size() == edge.size() ? known : Set.of();
  }

  private static OnnxMl.ModelProto part(
      Graph graph, Set<GraphNode> constant, List<String> outputs) {
    OnnxMl.ModelProto.Builder part = graph.shell().clone();
    part.clearFunctions();
    part.getGraphBuilder().clearInput().clearOutput().clearValueInfo().clearSparseInitializer();
    Set<String> read = new HashSet<>();
    for (GraphNode node : constant) {
      part.getGraphBuilder().addNode(node.proto());
      read.addAll(node.reads());
    }
    read.forEach(r -> graph.weight(r).ifPresent(part.getGraphBuilder()::addInitializer));
    outputs.forEach(name -> part.getGraphBuilder().addOutputBuilder().setName(name));
    return part.build();
  }

  private static boolean fold(
      Graph graph,
      Set<GraphNode> constant,
      Set<String> edge,
      Set<GraphNode> left,
      InferenceLimit limit)
      throws OrtException {
    Map<String, Long> sources = sources(graph, constant);
    List<Tensor> results;
    try (LoadedEngine engine =
        LoadedEngine.asBuilt(part(graph, constant, List.copyOf(edge)).toByteArray(), 1, limit)) {
      results = engine.run(List.of());
    }
    boolean tooLarge = false;
    for (Tensor result : results) {
      GraphNode maker = graph.producer(result.name()).orElseThrow();
      if (result.data().remaining() > Math.max(SMALL, sources.getOrDefault(result.name(), 0L))) {
        left.add(maker);
        tooLarge = true;
      }
    }
    if (tooLarge) {
      return false;
    }
    constant.forEach(graph::remove);
    for (Tensor result : results) {
      graph.put(
          WeightNumbers.tensor(
              result.name(),
              ProvenShapes.number(result.spec().type()),
              result.spec().shape(),
              result.data()));
    }
    return true;
  }

  /** How many bytes of weights each result is made of; one used twice counts twice. */
  private static Map<String, Long> sources(Graph graph, Set<GraphNode> constant) {
    Map<String, Long> bytes = new HashMap<>();
    for (GraphNode node : constant) {
      long sum = 0;
      for (String read : node.reads()) {
        sum +=
            graph
                .weight(read)
                .map(weight -> (long) weight.getSerializedSize())
                .orElse(bytes.getOrDefault(read, 0L));
      }
      long made = Math.min(sum, Integer.MAX_VALUE);
      node.outputs().forEach(output -> bytes.put(output, made));
    }
    return bytes;
  }
}
