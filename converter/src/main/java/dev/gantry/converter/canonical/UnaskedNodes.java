package dev.gantry.converter.canonical;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.model.NestedGraphs;
import dev.gantry.dossier.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Nodes that no output of a graph needs. The runtime runs them all the same, so they stay; they
 * come last, by what they are and read.
 */
final class UnaskedNodes {
  /** Each looks at all nodes that are left; thousands that nobody needs are not worth that. */
  private static final int MOST_ROUNDS = 64;

  private final List<OrderedNode> nodes;
  private final AskedNodes asked;
  private final GivenNames given;
  private final Map<String, OnnxMl.TensorProto> weights = new HashMap<>();
  private Map<String, Integer> placedReads = Map.of();

  UnaskedNodes(
      OnnxMl.GraphProto graph, List<OrderedNode> nodes, AskedNodes asked, GivenNames given) {
    this.nodes = nodes;
    this.asked = asked;
    this.given = given;
    graph.getInitializerList().forEach(weight -> weights.put(weight.getName(), weight));
  }

  /**
   * Those that look like no other first: what they read tells others apart that look the same. Of
   * those that still look the same any may be the first: most are the same to the last byte.
   */
  void askAll() {
    for (int round = 0; asked.order().size() < nodes.size(); round++) {
      Collection<List<Integer>> ends = ends().values();
      List<Integer> clear =
          ends.stream().filter(same -> same.size() == 1).flatMap(List::stream).toList();
      if (!clear.isEmpty()) {
        clear.forEach(asked::ask);
      } else if (round < MOST_ROUNDS) {
        asked.ask(ends.iterator().next().get(0));
      } else {
        ends.stream().flatMap(List::stream).forEach(asked::ask);
      }
    }
  }

  /** By their looks, those that have no place and that none without a place reads. */
  private SortedMap<String, List<Integer>> ends() {
    List<Integer> left = left();
    Map<Integer, String> looks = new HashMap<>();
    placedReads = placedReads();
    Set<Integer> read = new HashSet<>();
    for (int node : left) {
      looks.put(node, look(nodes.get(node), looks));
      for (String tensor : nodes.get(node).reads()) {
        asked.producer(tensor).ifPresent(read::add);
      }
    }
    // Nodes that wait for each other have no end; the runtime names them better than we.
    boolean endless = read.containsAll(left);
    SortedMap<String, List<Integer>> ends = new TreeMap<>();
    for (int node : left) {
      if (endless || !read.contains(node)) {
        ends.computeIfAbsent(looks.get(node), look -> new ArrayList<>()).add(node);
      }
    }
    return ends;
  }

  /** When a tensor is first read by a node that has a place. */
  private Map<String, Integer> placedReads() {
    Map<String, Integer> reads = new HashMap<>();
    for (OrderedNode node : asked.inOrder()) {
      node.reads().forEach(tensor -> reads.putIfAbsent(tensor, reads.size()));
    }
    return reads;
  }

  /** Each after what it reads. */
  private List<Integer> left() {
    AskedNodes all = new AskedNodes(nodes);
    for (int node = 0; node < nodes.size(); node++) {
      all.ask(node);
    }
    return all.order().stream().filter(node -> asked.place(node).isEmpty()).toList();
  }

  private String look(OrderedNode node, Map<Integer, String> looks) {
    OnnxMl.NodeProto proto = node.proto();
    StringBuilder text = new StringBuilder();
    text.append(proto.getDomain()).append('\n').append(proto.getOpType()).append('\n');
    for (OnnxMl.AttributeProto attribute : proto.getAttributeList()) {
      boolean body = attribute.hasG() || attribute.getGraphsCount() > 0;
      text.append(attribute.getName());
      text.append(body ? "" : Digest.of(attribute.toByteArray()).hex()).append('\n');
    }
    NestedGraphs.bodies(proto)
        .flatMap(NestedGraphs::nodes)
        .forEach(inner -> text.append(inner.getOpType()).append('\n'));
    node.reads().forEach(tensor -> text.append(look(tensor, looks)).append('\n'));
    proto.getInputList().forEach(in -> text.append(node.reads().indexOf(in)).append('\n'));
    text.append(given.given(proto.getName()) ? proto.getName() : "").append('\n');
    proto.getOutputList().forEach(name -> text.append(given.madeUp(name) ? "" : name).append('\n'));
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }

  private String look(String tensor, Map<Integer, String> looks) {
    if (asked.producer(tensor).isPresent()) {
      int maker = asked.producer(tensor).get();
      int port = nodes.get(maker).proto().getOutputList().indexOf(tensor);
      return asked.place(maker).map(String::valueOf).orElse(looks.getOrDefault(maker, ""))
          + "."
          + port;
    }
    OnnxMl.TensorProto weight = weights.get(tensor);
    String name = given.madeUp(tensor) ? "read " + placedReads.get(tensor) : tensor;
    return weight == null ? name : name + " " + GraphOrder.content(weight).hex();
  }
}
