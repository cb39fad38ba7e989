package dev.gantry.converter.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Nodes as they were added, save that each comes after those whose tensors it reads. */
final class RunOrder {
  private final Graph graph;
  private final Set<GraphNode> begun = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<GraphNode> placed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<GraphNode> order = new ArrayList<>();

  RunOrder(Graph graph) {
    this.graph = graph;
  }

  /** Nodes that wait for each other are left in place: the runtime names them better than we. */
  List<GraphNode> nodes() {
    for (GraphNode node : graph.nodes()) {
      place(node);
    }
    return order;
  }

  /** Depth first on a stack of our own: chains of thousands of nodes are common. */
  private void place(GraphNode last) {
    Deque<GraphNode> open = new ArrayDeque<>();
    open.push(last);
    while (!open.isEmpty()) {
      GraphNode node = open.peek();
      if (begun.add(node)) {
        for (String read : node.reads()) {
          graph.producer(read).filter(first -> !begun.contains(first)).ifPresent(open::push);
        }
      } else {
        open.pop();
        if (placed.add(node)) {
          order.add(node);
        }
      }
    }
  }
}
