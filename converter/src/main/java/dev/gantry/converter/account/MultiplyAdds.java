package dev.gantry.converter.account;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.model.NestedGraphs;
import dev.gantry.converter.observe.ObservedTensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Counts the multiplications with addition that a node takes for the shapes of one sample. Only
 * those of matrix products count. The count is 0 for a node that has none, and empty for one of
 * which nobody knows.
 */
public record MultiplyAdds(Graph graph, ObservedTensor facts) {
  private static final Set<String> UNKNOWN = Set.of("Einsum", "Attention");
  private static final Set<String> COUNTED =
      Set.of(
          "Conv",
          "ConvInteger",
          "QLinearConv",
          "DeformConv",
          "ConvTranspose",
          "Gemm",
          "MatMul",
          "MatMulInteger",
          "QLinearMatMul",
          "RNN",
          "GRU",
          "LSTM");

  public OptionalLong of(GraphNode node) {
    String operator = OperatorEquivalents.standard(node.proto()).orElse("");
    if (operator.isEmpty() || UNKNOWN.contains(operator)) {
      return OptionalLong.empty();
    }
    try {
      return switch (operator) {
        case "Conv", "ConvInteger", "DeformConv" -> made(node, node.input(1).flatMap(this::shape));
        case "QLinearConv" -> made(node, node.input(3).flatMap(this::shape));
        case "ConvTranspose" -> spread(node);
        case "Gemm" -> gemm(node);
        case "MatMul", "MatMulInteger", "QLinearMatMul" ->
            product(node, shape(node, 0).map(sides -> sides.get(sides.size() - 1)));
        case "RNN", "GRU", "LSTM" -> steps(node);
        case "If", "Loop", "Scan" -> bodies(node);
        default -> OptionalLong.of(0);
      };
    } catch (ArithmeticException | IndexOutOfBoundsException e) {
      // Shapes that no such operator can have: not ours to judge here.
      return OptionalLong.empty();
    }
  }

  /** Of all nodes, as far as they are known. */
  public long known() {
    return graph.nodes().stream().mapToLong(node -> of(node).orElse(0)).sum();
  }

  /** Each number that comes out is a sum over the channels and the window of the kernel. */
  private OptionalLong made(GraphNode node, Optional<List<Long>> kernel) {
    return product(node, kernel.map(sides -> elements(sides.subList(1, sides.size()))));
  }

  /** Each number that goes in is spread over the channels and the window of the kernel. */
  private OptionalLong spread(GraphNode node) {
    Optional<List<Long>> from = shape(node, 0);
    Optional<List<Long>> kernel = shape(node, 1);
    if (from.isEmpty() || kernel.isEmpty()) {
      return OptionalLong.empty();
    }
    List<Long> window = kernel.get().subList(1, kernel.get().size());
    return OptionalLong.of(Math.multiplyExact(elements(from.get()), elements(window)));
  }

  private OptionalLong gemm(GraphNode node) {
    int inner = node.integer("transA", 0) == 0 ? 1 : 0;
    return product(node, shape(node, 0).map(sides -> sides.get(inner)));
  }

  /** The matrix products alone; gates are cheap beside them. */
  private OptionalLong steps(GraphNode node) {
    Optional<List<Long>> fed = shape(node, 0);
    Optional<List<Long>> weights = shape(node, 1);
    Optional<List<Long>> recurrence = shape(node, 2);
    if (fed.isEmpty() || weights.isEmpty() || recurrence.isEmpty()) {
      return OptionalLong.empty();
    }
    List<Long> rows = fed.get().subList(0, fed.get().size() - 1);
    long each = Math.addExact(elements(weights.get()), elements(recurrence.get()));
    return OptionalLong.of(Math.multiplyExact(elements(rows), each));
  }

  /** How often a body runs, only a run can tell. */
  private static OptionalLong bodies(GraphNode node) {
    boolean heavy =
        node.proto().getAttributeList().stream()
            .filter(OnnxMl.AttributeProto::hasG)
            .flatMap(attribute -> NestedGraphs.nodes(attribute.getG()))
            .anyMatch(MultiplyAdds::mayCount);
    return heavy ? OptionalLong.empty() : OptionalLong.of(0);
  }

  private static boolean mayCount(OnnxMl.NodeProto node) {
    return OperatorEquivalents.standard(node)
        .map(operator -> UNKNOWN.contains(operator) || COUNTED.contains(operator))
        .orElse(true);
  }

  private OptionalLong product(GraphNode node, Optional<Long> each) {
    Optional<List<Long>> made = shape(node.output());
    return made.isPresent() && each.isPresent()
        ? OptionalLong.of(Math.multiplyExact(elements(made.get()), each.get()))
        : OptionalLong.empty();
  }

  private Optional<List<Long>> shape(GraphNode node, int input) {
    return node.input(input).flatMap(this::shape);
  }

  private Optional<List<Long>> shape(String tensor) {
    return graph
        .weight(tensor)
        .map(OnnxMl.TensorProto::getDimsList)
        .or(() -> facts.of(tensor).map(spec -> spec.shape()));
  }

  private static long elements(List<Long> sides) {
    return sides.stream().reduce(1L, Math::multiplyExact);
  }
}
