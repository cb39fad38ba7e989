package dev.gantry.converter.quantize;

import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.layers.ChannelRanges;
import dev.gantry.converter.layers.LayerFinder;
import dev.gantry.converter.layers.MatrixLayer;
import dev.gantry.converter.layers.WeightedLayer;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.plan.NodePrecision;
import dev.gantry.converter.plan.PlannedNodes;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The layers that become int8, and those that could but stay, with the reason of each. */
record LayerChoice(Graph graph, List<MatrixLayer> layers, List<EmittedGraph.KeptNode> left) {
  LayerChoice {
    layers = List.copyOf(layers);
    left = List.copyOf(left);
  }

  /** What a plan demands is done or refused: it is never half done. */
  static LayerChoice of(Graph graph, ObservedTensor facts, PlannedNodes plan)
      throws RefusedException {
    LayerFinder found = LayerFinder.of(graph, facts, layer -> objection(layer, facts));
    List<MatrixLayer> layers = new ArrayList<>();
    List<EmittedGraph.KeptNode> left = new ArrayList<>();
    for (WeightedLayer layer : found.found()) {
      Optional<NodePrecision> planned = plan.precision(layer.node());
      if (planned.isPresent() && planned.get() != NodePrecision.INT8) {
        String why =
            plan.rule(layer.node()).flatMap(rule -> rule.why()).map(text -> ": " + text).orElse("");
        left.add(kept(layer.node(), planned.get().toString(), "the plan says so" + why));
      } else {
        layers.add(MatrixLayer.of(layer, facts));
      }
    }
    found.left().forEach(one -> left.add(EmittedGraph.KeptNode.inFloat(one.node(), one.reason())));
    List<Problem> problems = impossible(found, plan, graph);
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return new LayerChoice(graph, layers, left);
  }

  private static Optional<String> objection(WeightedLayer layer, ObservedTensor facts) {
    List<Long> input = facts.of(layer.input()).orElseThrow().shape();
    boolean single = input.stream().limit(input.size() - 1).allMatch(side -> side == 1);
    return layer.node().is("MatMul") && (single || layer.outputChannels() == 1)
        ? Optional.of("it multiplies a single vector, where int8 gains no time")
        : Optional.empty();
  }

  private static List<Problem> impossible(LayerFinder found, PlannedNodes plan, Graph graph) {
    Set<GraphNode> possible =
        found.found().stream().map(WeightedLayer::node).collect(Collectors.toSet());
    Map<GraphNode, String> reasons = new LinkedHashMap<>();
    found.left().forEach(one -> reasons.put(one.node(), one.reason()));
    return graph.nodes().stream()
        .filter(node -> plan.precision(node).equals(Optional.of(NodePrecision.INT8)))
        .filter(node -> !possible.contains(node))
        .map(
            node ->
                Problem.in(
                    "precision plan",
                    "node '"
                        + node.name()
                        + "' ("
                        + node.operator()
                        + ") cannot become int8: "
                        + reasons.getOrDefault(node, "it has no constant weight"),
                    "leave it out of the plan"))
        .toList();
  }

  List<GraphNode> nodes() {
    return layers.stream().map(MatrixLayer::node).toList();
  }

  /** With some of the layers in float, each for its reason. */
  LayerChoice without(Map<GraphNode, String> reasons) {
    List<EmittedGraph.KeptNode> more = new ArrayList<>(left);
    List<MatrixLayer> fewer = new ArrayList<>();
    for (MatrixLayer layer : layers) {
      String reason = reasons.get(layer.node());
      if (reason == null) {
        fewer.add(layer);
      } else {
        more.add(EmittedGraph.KeptNode.inFloat(layer.node(), reason));
      }
    }
    return new LayerChoice(graph, fewer, more);
  }

  private static EmittedGraph.KeptNode kept(GraphNode node, String precision, String reason) {
    return new EmittedGraph.KeptNode(node.name(), node.operator(), precision, reason);
  }

  Set<String> tensors() {
    return layers.stream().map(MatrixLayer::input).collect(Collectors.toSet());
  }

  Map<ChannelRanges.Place, TensorSpec> places(ObservedTensor facts) {
    Map<ChannelRanges.Place, TensorSpec> places = new LinkedHashMap<>();
    for (MatrixLayer layer : layers) {
      places.put(layer.place(), facts.of(layer.input()).orElseThrow());
    }
    return places;
  }
}
