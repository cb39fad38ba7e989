package dev.gantry.converter.account;

import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the remarks that belong beside the figures of a model, so that nobody takes the figures
 * for more than they are.
 */
record AccountRemarks(Graph graph, List<NodeAccount> nodes) {
  private static final int MOST_NAMED = 8;

  List<String> withShapes() {
    List<String> remarks = new ArrayList<>();
    uncounted(remarks);
    if (graph.nodes().stream().anyMatch(AccountRemarks::isBlocked)) {
      remarks.add(
          "convolutions of "
              + OperatorEquivalents.BLOCKED
              + " work on blocks of channels: those that fill up a block are counted too");
    }
    emulated(remarks);
    return remarks;
  }

  List<String> withoutShapes() {
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "multiply-adds are unknown, for shapes are: an input has no fixed shape, or ONNX Runtime"
            + " does not run this here");
    emulated(remarks);
    return remarks;
  }

  private void uncounted(List<String> remarks) {
    Map<String, Long> operators =
        nodes.stream()
            .filter(node -> node.multiplyAdds().isEmpty())
            .collect(
                Collectors.groupingBy(NodeAccount::operator, TreeMap::new, Collectors.counting()));
    if (!operators.isEmpty()) {
      String named =
          operators.entrySet().stream()
              .limit(MOST_NAMED)
              .map(entry -> entry.getKey() + " " + entry.getValue())
              .collect(Collectors.joining(", "));
      String more = operators.size() > MOST_NAMED ? " and others" : "";
      remarks.add("not counted, for nobody knows what they multiply: " + named + more);
    }
  }

  /** As variants for the processor are written: nothing computes in what is only cast to. */
  private void emulated(List<String> remarks) {
    for (ComputedIn half : List.of(ComputedIn.FP16, ComputedIn.BF16)) {
      List<NodeAccount> narrow = nodes.stream().filter(node -> node.precision() == half).toList();
      if (!narrow.isEmpty() && narrow.stream().allMatch(node -> node.operator().equals("Cast"))) {
        remarks.add(
            half
                + " is emulated: every node of it is a Cast, which rounds what others compute in a"
                + " wider format; the shares tell the latter");
      }
    }
  }

  private static boolean isBlocked(GraphNode node) {
    return node.proto().getDomain().equals(OperatorEquivalents.BLOCKED)
        && node.operator().equals("Conv");
  }
}
