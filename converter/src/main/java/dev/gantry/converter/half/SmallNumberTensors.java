package dev.gantry.converter.half;

import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the tensors whose small numbers matter. These are tensors that are divided by, or whose
 * root or logarithm is taken, and those that they come from through operators that pass small
 * numbers on.
 */
record SmallNumberTensors(Graph graph) {
  private static final Set<String> PASSED =
      Set.of(
          "Add",
          "Sqrt",
          "Abs",
          "Clip",
          "Max",
          "Relu",
          "Identity",
          "Reshape",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Expand",
          "ReduceMean",
          "ReduceSum",
          "ReduceMax",
          "ReduceL1",
          "ReduceL2",
          "ReduceSumSquare");

  /** The tensor that a node enlarges the small numbers of. */
  Optional<String> enlarged(GraphNode node) {
    return switch (node.operator()) {
      case "Div" -> node.input(1);
      case "Reciprocal", "Log", "Sqrt" -> node.input(0);
      case "Pow" -> node.input(0).filter(base -> isNegative(node));
      default -> Optional.empty();
    };
  }

  /** All tensors whose small numbers may matter. */
  Set<String> sensitive() {
    Set<String> sensitive = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>();
    graph.nodes().forEach(node -> enlarged(node).ifPresent(open::push));
    while (!open.isEmpty()) {
      String tensor = open.pop();
      if (sensitive.add(tensor)) {
        graph.producer(tensor).map(this::passed).ifPresent(from -> from.forEach(open::push));
      }
    }
    return sensitive;
  }

  /** What a node makes small numbers of, where it does so out of small numbers. */
  List<String> passed(GraphNode node) {
    return PASSED.contains(node.operator()) ? node.inputs() : List.of();
  }

  private boolean isNegative(GraphNode power) {
    return power
        .input(1)
        .flatMap(graph::weight)
        .filter(WeightNumbers::isFloat)
        .map(WeightNumbers::floats)
        .filter(exponents -> exponents.length > 0 && exponents[0] < 0)
        .isPresent();
  }
}
