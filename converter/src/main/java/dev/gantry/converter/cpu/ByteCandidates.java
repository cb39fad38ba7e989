package dev.gantry.converter.cpu;

import dev.gantry.converter.account.MultiplyAdds;
import dev.gantry.converter.emit.EmittedGraph.KeptNode;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.layers.LayerFinder;
import dev.gantry.converter.layers.WeightedLayer;
import dev.gantry.converter.observe.ObservedTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the layers of a graph for which the runtime has eight-bit kernels. */
final class ByteCandidates {
  private static final int SIDES_OF_AN_IMAGE_WEIGHT = 4;

  private final Map<GraphNode, ActivatedLayer> layers = new LinkedHashMap<>();
  private final List<LayerFinder.Left> left;
  private final MultiplyAdds costs;

  private ByteCandidates(Graph graph, ObservedTensor facts) {
    LayerFinder finder = LayerFinder.of(graph, facts, ByteCandidates::objection);
    finder.found().forEach(one -> layers.put(one.node(), ActivatedLayer.of(graph, one)));
    this.left = finder.left();
    this.costs = new MultiplyAdds(graph, facts);
  }

  static ByteCandidates of(Graph graph, ObservedTensor facts) {
    return new ByteCandidates(graph, facts);
  }

  private static Optional<String> objection(WeightedLayer layer) {
    boolean known =
        !layer.node().is("ConvTranspose")
            && layer.weight().getDimsCount() <= SIDES_OF_AN_IMAGE_WEIGHT;
    return known ? Optional.empty() : Optional.of("the runtime has no eight-bit kernel for it");
  }

  Optional<ActivatedLayer> layer(GraphNode node) {
    return Optional.ofNullable(layers.get(node));
  }

  /** None where they cannot be counted. */
  double multiplyAdds(ActivatedLayer layer) {
    return costs.of(layer.node()).orElse(0);
  }

  /** The nodes that could be layers and are not, each with its reason. */
  List<KeptNode> listed() {
    return left.stream().map(one -> KeptNode.inFloat(one.node(), one.reason())).toList();
  }
}
