package dev.gantry.converter.quantize;

import dev.gantry.converter.account.MultiplyAdds;
import dev.gantry.converter.compare.LayerDamage;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.Node;
import dev.gantry.converter.observe.TensorFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses the layers that may stay in float: the most damage for the fewest multiply-adds. */
final class KeepChoice {
  /** Of all multiply-adds; more would no longer be an int8 engine. */
  static final double SHARE = 0.02;

  private final MultiplyAdds costs;

  KeepChoice(Graph graph, TensorFacts facts) {
    this.costs = new MultiplyAdds(graph, facts);
  }

  /** The damages name tensors with the layers that read them: those stay or go together. */
  Set<Node> of(List<LayerDamage> damages, List<Layer> layers) {
    Map<String, Node> nodes =
        layers.stream()
            .map(Layer::node)
            .collect(Collectors.toMap(Node::name, node -> node, (one, two) -> one));
    record Option(List<Node> nodes, long cost, double damage) {}
    List<Option> options = new ArrayList<>();
    for (LayerDamage damage : damages) {
      List<Node> readers =
          damage.layers().stream().filter(nodes::containsKey).map(nodes::get).toList();
      long cost =
          readers.stream().mapToLong(node -> costs.of(node).orElse(Long.MAX_VALUE / 4)).sum();
      if (!readers.isEmpty()) {
        double decibel = Math.max(-300, damage.decibel());
        options.add(new Option(readers, cost, Math.pow(10, -decibel / 10)));
      }
    }
    options.sort(
        Comparator.comparingDouble((Option option) -> option.damage() / Math.max(1, option.cost()))
            .reversed());
    long left = (long) (costs.known() * SHARE);
    Set<Node> kept = new HashSet<>();
    for (Option option : options) {
      if (option.cost() <= left) {
        left -= option.cost();
        kept.addAll(option.nodes());
      }
    }
    return kept;
  }

  /** In words, for people. */
  String share(Node node) {
    double share = 100.0 * costs.of(node).orElse(0) / Math.max(1, costs.known());
    return String.format(java.util.Locale.ROOT, "%.2f %% of the multiply-adds", share);
  }
}
