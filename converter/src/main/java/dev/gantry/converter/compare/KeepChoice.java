package dev.gantry.converter.compare;

import dev.gantry.converter.account.MultiplyAdds;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.observe.ObservedTensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Chooses the layers that may stay in float: the most damage for the fewest multiply-adds. */
final class KeepChoice {
  /** Of all multiply-adds; more would no longer be an int8 engine. */
  static final double SHARE = 0.02;

  private final MultiplyAdds costs;

  KeepChoice(Graph graph, ObservedTensor facts) {
    this.costs = new MultiplyAdds(graph, facts);
  }

  /** The layers that quantize a tensor stay or go together. */
  Set<GraphNode> of(
      List<LayerDamage> damages,
      Collection<GraphNode> layers,
      Function<LayerDamage, List<String>> quantizing) {
    Map<String, GraphNode> nodes =
        layers.stream().collect(Collectors.toMap(GraphNode::name, node -> node, (one, two) -> one));
    record Option(List<GraphNode> nodes, long cost, double damage) {}
    List<Option> options = new ArrayList<>();
    for (LayerDamage damage : damages) {
      List<GraphNode> together =
          quantizing.apply(damage).stream().filter(nodes::containsKey).map(nodes::get).toList();
      long cost =
          together.stream().mapToLong(node -> costs.of(node).orElse(Long.MAX_VALUE / 4)).sum();
      if (!together.isEmpty()) {
        double decibel = Math.max(-300, damage.decibel());
        options.add(new Option(together, cost, Math.pow(10, -decibel / 10)));
      }
    }
    options.sort(
        Comparator.comparingDouble((Option option) -> option.damage() / Math.max(1, option.cost()))
            .reversed());
    long left = (long) (costs.known() * SHARE);
    Set<GraphNode> kept = new HashSet<>();
    for (Option option : options) {
      if (option.cost() <= left) {
        left -= option.cost();
        kept.addAll(option.nodes());
      }
    }
    return kept;
  }

  /** Why a chosen one stays, in words for people. */
  String reason(GraphNode node) {
    double share = 100.0 * costs.of(node).orElse(0) / Math.max(1, costs.known());
    return String.format(
        Locale.ROOT, "it does the most damage for its size, %.2f %% of the multiply-adds", share);
  }
}
