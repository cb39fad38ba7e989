package dev.gantry.converter.layers;

import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The nodes that have to run so that some others can: those themselves and all before them. */
public final class UpstreamNodes {
  private UpstreamNodes() {}

  public static List<GraphNode> to(Set<GraphNode> ends, Graph graph) {
    List<GraphNode> order = graph.ordered();
    Set<GraphNode> needed = new HashSet<>();
    Set<String> wanted = new HashSet<>();
    for (int index = order.size() - 1; index >= 0; index--) {
      GraphNode node = order.get(index);
      if (ends.contains(node) || node.outputs().stream().anyMatch(wanted::contains)) {
        needed.add(node);
        wanted.addAll(node.reads());
      }
    }
    return order.stream().filter(needed::contains).toList();
  }
}
