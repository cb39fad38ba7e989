package dev.gantry.converter.account;

import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.layers.WeightedLayer;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.model.WeightWidths;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.OverdueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Lists the nodes of a model with their number formats and multiply-adds, and the totals of the
 * model.
 *
 * @param multiplyAdds of all nodes of which they are known; empty where shapes are not
 * @param uncounted nodes that may multiply and of which nobody knows how often
 * @param shares the part of the known multiply-adds that each format computes, 1 in all
 * @param remarks what the figures do not tell
 */
public record ModelAccount(
    List<NodeAccount> nodes,
    long parameters,
    OptionalLong multiplyAdds,
    int uncounted,
    Map<ComputedIn, Double> shares,
    List<String> remarks) {
  public ModelAccount {
    nodes = List.copyOf(nodes);
    remarks = List.copyOf(remarks);
    shares = shares.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(shares));
  }

  /** With shapes where the model's own inputs have fixed ones and it runs; without them else. */
  public static ModelAccount of(OnnxModel model) {
    return of(model, InferenceLimit.usual(model.file().toString()));
  }

  /** The same with so much time for it to run; that it took longer is a remark. */
  public static ModelAccount of(OnnxModel model, InferenceLimit limit) {
    try {
      return of(model, SeededRun.facts(model, limit));
    } catch (OverdueException e) {
      ModelAccount bare = of(model, Optional.<ObservedTensor>empty());
      List<String> remarks = new ArrayList<>(bare.remarks());
      remarks.add(
          "it " + e.problem().what() + ", so multiply-adds are unknown; " + e.problem().remedy());
      return new ModelAccount(
          bare.nodes(),
          bare.parameters(),
          bare.multiplyAdds(),
          bare.uncounted(),
          bare.shares(),
          remarks);
    }
  }

  public static ModelAccount of(OnnxModel model, Optional<ObservedTensor> facts) {
    // Once through the sorter: types are followed from node to node.
    Graph graph = Graph.of(Graph.of(model.graph()).model());
    FloatTypes types = new FloatTypes(graph);
    List<NodeAccount> nodes = new ArrayList<>();
    for (GraphNode node : graph.nodes()) {
      nodes.add(
          new NodeAccount(
              node.name(),
              node.operator(),
              precision(graph, types, node),
              facts.map(f -> new MultiplyAdds(graph, f).of(node)).orElse(OptionalLong.empty()),
              StepAccount.of(graph, node)));
    }
    long parameters = graph.weights().stream().mapToLong(WeightWidths::elements).sum();
    AccountRemarks remarks = new AccountRemarks(graph, nodes);
    return facts.isPresent()
        ? counted(nodes, parameters, remarks.withShapes())
        : new ModelAccount(
            nodes,
            parameters,
            OptionalLong.empty(),
            nodes.size(),
            Map.of(),
            remarks.withoutShapes());
  }

  private static ModelAccount counted(
      List<NodeAccount> nodes, long parameters, List<String> remarks) {
    long all = nodes.stream().mapToLong(node -> node.multiplyAdds().orElse(0)).sum();
    Map<ComputedIn, Double> shares = new EnumMap<>(ComputedIn.class);
    for (NodeAccount node : nodes) {
      long own = node.multiplyAdds().orElse(0);
      if (own > 0) {
        shares.merge(node.precision(), (double) own / all, Double::sum);
      }
    }
    int uncounted = (int) nodes.stream().filter(node -> node.multiplyAdds().isEmpty()).count();
    return new ModelAccount(nodes, parameters, OptionalLong.of(all), uncounted, shares, remarks);
  }

  private static ComputedIn precision(Graph graph, FloatTypes types, GraphNode node) {
    boolean dequantized =
        WeightedLayer.isOperator(node)
            && isDequantized(graph, node.input(0))
            && isDequantized(graph, node.input(1));
    if (dequantized || OperatorEquivalents.isWhole(node.proto())) {
      return ComputedIn.INT8;
    }
    return types
        .of(node.output())
        .or(() -> node.reads().stream().flatMap(read -> types.of(read).stream()).findFirst())
        .orElse(ComputedIn.OTHER);
  }

  private static boolean isDequantized(Graph graph, Optional<String> tensor) {
    return tensor.flatMap(graph::producer).filter(node -> node.is("DequantizeLinear")).isPresent();
  }
}
