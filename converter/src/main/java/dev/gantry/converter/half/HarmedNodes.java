package dev.gantry.converter.half;

import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.dossier.tensor.Half;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the nodes that float16 would harm, by their weights and by what the samples show. */
final class HarmedNodes {
  private final Graph graph;
  private final FloatPorts ports;
  private final Map<String, TensorReach> reaches;
  private final HiddenSums sums;
  private final SmallNumberTensors chains;
  private final Map<GraphNode, String> reasons = new LinkedHashMap<>();

  /** Tensors whose makers were kept: one that another reader comes to again tells nothing new. */
  private final Set<String> kept = new HashSet<>();

  HarmedNodes(Graph graph, FloatPorts ports, Map<String, TensorReach> reaches) {
    this.graph = graph;
    this.ports = ports;
    this.reaches = reaches;
    this.sums = new HiddenSums(ports.facts(), reaches);
    this.chains = new SmallNumberTensors(graph);
  }

  /** Why each of them has to stay in float32. */
  Map<GraphNode, String> reasons() {
    for (GraphNode node : graph.nodes()) {
      if (!ports.of(node).isEmpty()) {
        weights(node)
            .or(() -> wide(node))
            .or(() -> sums.tooLarge(node))
            .ifPresent(reason -> reasons.putIfAbsent(node, reason));
        narrow(node);
      }
    }
    return reasons;
  }

  private Optional<String> weights(GraphNode node) {
    if (node.operator().equals("Clip")) {
      return Optional.empty();
    }
    for (int input : ports.of(node).inputs()) {
      Optional<HalfWeights> weight = graph.weight(node.inputs().get(input)).map(HalfWeights::of);
      if (weight.isPresent() && weight.get().largest() > Half.LARGEST) {
        return Optional.of(
            "its weight '"
                + node.inputs().get(input)
                + "' reaches "
                + TensorReach.number(weight.get().largest())
                + "; float16 ends at 65504");
      }
    }
    return Optional.empty();
  }

  private Optional<String> wide(GraphNode node) {
    for (int output : ports.of(node).outputs()) {
      TensorReach reach = reach(node.outputs().get(output));
      if (reach.isWide()) {
        return Optional.of("its output " + reach.wideWords());
      }
    }
    for (int input : ports.of(node).inputs()) {
      TensorReach reach = reach(node.inputs().get(input));
      if (reach.isWide()) {
        return Optional.of("its input '" + node.inputs().get(input) + "' " + reach.wideWords());
      }
    }
    return Optional.empty();
  }

  private void narrow(GraphNode node) {
    Optional<String> enlarged = chains.enlarged(node).filter(tensor -> reach(tensor).isNarrow());
    if (enlarged.isPresent()) {
      String words = "'" + enlarged.get() + "' " + reach(enlarged.get()).narrowWords();
      reasons.putIfAbsent(node, "it enlarges small numbers: its input " + words);
      keepMakers(enlarged.get(), node);
    }
  }

  private void keepMakers(String tensor, GraphNode reader) {
    Set<String> open = new LinkedHashSet<>(Set.of(tensor));
    while (!open.isEmpty()) {
      String next = open.iterator().next();
      open.remove(next);
      Optional<GraphNode> maker = graph.producer(next).filter(node -> kept.add(next));
      if (maker.isPresent() && reach(next).isNarrow()) {
        if (!ports.of(maker.get()).isEmpty()) {
          reasons.putIfAbsent(
              maker.get(),
              "its output "
                  + reach(next).narrowWords()
                  + ", and "
                  + reader
                  + " enlarges small numbers");
        }
        open.addAll(chains.passed(maker.get()));
      }
    }
  }

  /** A weight's reach is its own numbers'; a tensor that nobody measured goes nowhere. */
  private TensorReach reach(String tensor) {
    return graph
        .weight(tensor)
        .filter(weight -> ports.isFloat(tensor))
        .map(HalfWeights::of)
        .map(weight -> new TensorReach(0, weight.smallest()))
        .orElseGet(() -> reaches.getOrDefault(tensor, TensorReach.NOWHERE));
  }
}
