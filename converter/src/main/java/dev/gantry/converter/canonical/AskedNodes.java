package dev.gantry.converter.canonical;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes in the order in which somebody asks for their tensors, each after what it reads. */
final class AskedNodes {
  private final List<OrderedNode> nodes;
  private final Map<String, Integer> producers = new HashMap<>();
  private final boolean[] begun;
  private final List<Integer> order = new ArrayList<>();
  private final Map<Integer, Integer> places = new HashMap<>();

  AskedNodes(List<OrderedNode> nodes) {
    this.nodes = nodes;
    this.begun = new boolean[nodes.size()];
    for (int at = 0; at < nodes.size(); at++) {
      for (String output : nodes.get(at).proto().getOutputList()) {
        producers.put(output, at);
      }
    }
  }

  List<OrderedNode> inOrder() {
    return order.stream().map(nodes::get).toList();
  }

  /** The same by where they stood. */
  List<Integer> order() {
    return order;
  }

  Optional<Integer> producer(String tensor) {
    return Optional.ofNullable(producers.get(tensor));
  }

  /** Its place in the order, if it has one yet. */
  Optional<Integer> place(int node) {
    return Optional.ofNullable(places.get(node));
  }

  void ask(String tensor) {
    producer(tensor).ifPresent(this::ask);
  }

  /** Depth first on a stack of our own: chains of thousands of nodes are common. */
  void ask(int last) {
    if (begun[last]) {
      return;
    }
    begun[last] = true;
    Deque<Half> open = new ArrayDeque<>();
    open.push(new Half(last));
    while (!open.isEmpty()) {
      Half half = open.element();
      List<String> reads = nodes.get(half.node).reads();
      if (half.read == reads.size()) {
        open.pop();
        places.put(half.node, order.size());
        order.add(half.node);
        continue;
      }
      Integer maker = producers.get(reads.get(half.read));
      half.read++;
      if (maker != null && !begun[maker]) {
        begun[maker] = true;
        open.push(new Half(maker));
      }
    }
  }

  /** A node of which so many reads were looked at. */
  private static final class Half {
    private final int node;
    private int read;

    Half(int node) {
      this.node = node;
    }
  }
}
