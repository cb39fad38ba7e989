package dev.gantry.converter.cpu;

import dev.gantry.converter.emit.EmittedGraph.KeptNode;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Layers that the runtime computes faster in float: its eight-bit convolution gathers inputs pixel
 * by pixel, which few channels do not pay for unless values come in bytes anyway.
 */
final class FasterInFloat {
  /** How many channels are few; the first for which enough work is left to eight bits counts. */
  private static final List<Long> FEW = List.of(16L, 3L, 0L);

  private static final double LARGEST_SHARE = 0.3;

  /** 240 numbers to 64 take 10 us in bytes and 6 in float, the cut before them not counted. */
  private static final long SMALL_PRODUCT = 1 << 15;

  private final Set<GraphNode> bytes = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<GraphNode> floats = new LinkedHashSet<>();
  private final double share;

  /** Nodes have to come in an order in which they can run. */
  static FasterInFloat of(Graph graph, ByteCandidates candidates) {
    return FEW.stream()
        .map(few -> new FasterInFloat(graph, candidates, few))
        .filter(front -> front.share <= LARGEST_SHARE)
        .findFirst()
        .orElseThrow();
  }

  private FasterInFloat(Graph graph, ByteCandidates candidates, long few) {
    double all = 0;
    double left = 0;
    for (GraphNode node : graph.nodes()) {
      Optional<ActivatedLayer> layer = candidates.layer(node);
      double work = layer.map(candidates::multiplyAdds).orElse(0.0);
      boolean fed =
          node.inputs().stream()
              .anyMatch(tensor -> graph.producer(tensor).filter(bytes::contains).isPresent());
      if (layer.isEmpty()) {
        if (fed && (BytePlacement.mayFollow(node) || ActivatedLayer.mayFold(graph, node))) {
          bytes.add(node);
        }
      } else if (few > 0 && isSmall(layer.get(), work)) {
        floats.add(node);
        left += work;
      } else if (!fed && isSlow(graph, layer.get(), few)) {
        floats.add(node);
        left += work;
      } else {
        bytes.add(node);
        layer.get().activation().ifPresent(bytes::add);
      }
      all += work;
    }
    share = left / Math.max(1, all);
  }

  private static boolean isSlow(Graph graph, ActivatedLayer layer, long few) {
    // A MaxPool that comes next is done in bytes all the same, and is slow where it comes first.
    return layer.isConvolution()
        && layer.layer().side(1) <= few
        && graph.readers(layer.output()).stream().noneMatch(reader -> reader.is("MaxPool"));
  }

  private static boolean isSmall(ActivatedLayer layer, double work) {
    return !layer.isConvolution() && work <= SMALL_PRODUCT;
  }

  List<KeptNode> listed() {
    return floats.stream()
        .map(
            node ->
                KeptNode.inFloat(
                    node,
                    node.is("Conv")
                        ? "it reads floats of few channels: there float is faster"
                        : "it is small: to cut what it reads takes longer than all of it in float"))
        .toList();
  }

  boolean has(GraphNode node) {
    return floats.contains(node);
  }
}
