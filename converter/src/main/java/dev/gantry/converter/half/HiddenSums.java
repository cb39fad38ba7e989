package dev.gantry.converter.half;

import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.dossier.tensor.Half;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.Map;
import java.util.Optional;

/** Numbers that an operator computes on its way and that nobody outside of it sees. */
record HiddenSums(ObservedTensor facts, Map<String, TensorReach> reaches) {

  /** What inside a node does not fit into float16, if anything. */
  Optional<String> tooLarge(GraphNode node) {
    return switch (node.operator()) {
      case "ReduceMean", "GlobalAveragePool" -> tell("the sum behind its mean", sum(node));
      case "ReduceL2",
          "LpNormalization",
          "LayerNormalization",
          "InstanceNormalization",
          "GroupNormalization",
          "RMSNormalization",
          "MeanVarianceNormalization",
          "LRN" ->
          tell("a square inside it", square(node));
      default -> Optional.empty();
    };
  }

  private static Optional<String> tell(String what, double size) {
    boolean finite = size <= Float.MAX_VALUE;
    return finite && size > Half.LARGEST
        ? Optional.of(
            what
                + " reaches "
                + TensorReach.number(size)
                + " on the samples; float16 ends at 65504")
        : Optional.empty();
  }

  private double sum(GraphNode node) {
    double terms = elements(node.input(0).orElse("")) / Math.max(1, elements(node.output()));
    return terms * largest(node.output());
  }

  private double square(GraphNode node) {
    double largest = largest(node.input(0).orElse(""));
    return largest * largest;
  }

  private double largest(String tensor) {
    return reaches.getOrDefault(tensor, TensorReach.NOWHERE).largest();
  }

  private double elements(String tensor) {
    return facts
        .of(tensor)
        .map(TensorSpec::shape)
        .map(sides -> sides.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b))
        .orElse(0.0);
  }
}
