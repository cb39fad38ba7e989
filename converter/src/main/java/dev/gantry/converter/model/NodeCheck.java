package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** One node: an operator that its set has, and attributes that hold what they say. */
final class NodeCheck {
  /** Before there was a way to try operators out, these stood among ONNX's own. */
  private static final Set<String> ONCE_TRIED =
      Set.of(
          "Affine",
          "Crop",
          "DynamicSlice",
          "GivenTensorFill",
          "ImageScaler",
          "ParametricSoftplus",
          "Scale",
          "ScaledTanh");

  private final OperatorTable table = OperatorTable.read();
  private final BiConsumer<String, String> tell;

  NodeCheck(BiConsumer<String, String> tell) {
    this.tell = tell;
  }

  /** The opsets are those of the model, or of the function that the node is in. */
  void check(NodeProto node, Map<String, Long> opsets, boolean inFunction) {
    operator(node, opsets);
    Set<String> names = new HashSet<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      if (!names.add(attribute.getName())) {
        tell.accept(
            words(node) + " has attribute '" + attribute.getName() + "' twice",
            "the file is damaged; export it again");
      }
      if (!inFunction && !attribute.getRefAttrName().isEmpty()) {
        tell.accept(
            words(node)
                + " takes attribute '"
                + attribute.getName()
                + "' from a function, and is in none",
            "the file is damaged; export it again");
      }
      mistaken(attribute)
          .ifPresent(
              held ->
                  tell.accept(
                      words(node)
                          + " says its attribute '"
                          + attribute.getName()
                          + "' is "
                          + attribute.getType()
                          + ", but it holds "
                          + held,
                      "the file is damaged; export it again"));
    }
  }

  private void operator(NodeProto node, Map<String, Long> opsets) {
    String domain = NestedGraphs.isStandard(node.getDomain()) ? "" : node.getDomain();
    Long opset = opsets.get(domain);
    if (opset == null && !NestedGraphs.isStandard(domain) && !GraphCheck.isKnown(domain)) {
      // That no runtime knows it has been told.
      return;
    }
    if (opset == null) {
      tell.accept(
          words(node) + " is of domain '" + domain + "', which the model does not import",
          "export it again with a current exporter");
    } else if (domain.isEmpty() && !ONCE_TRIED.contains(node.getOpType())) {
      Optional<Long> first = table.first(node.getOpType());
      if (first.isEmpty()) {
        tell.accept(
            words(node) + " is an operator that ONNX does not have",
            "export the model without custom operators");
      } else if (first.get() > opset) {
        tell.accept(
            words(node) + " came with operator set " + first.get() + ", the model says " + opset,
            "export it with opset_version " + first.get() + " or newer");
      }
    }
  }

  /** What it holds instead, where that is not what it says. */
  private static Optional<String> mistaken(AttributeProto attribute) {
    List<String> held =
        java.util.stream.Stream.of(
                attribute.hasF() ? "FLOAT" : "",
                attribute.hasI() ? "INT" : "",
                attribute.hasS() ? "STRING" : "",
                attribute.hasT() ? "TENSOR" : "",
                attribute.hasG() ? "GRAPH" : "",
                attribute.getFloatsCount() > 0 ? "FLOATS" : "",
                attribute.getIntsCount() > 0 ? "INTS" : "",
                attribute.getStringsCount() > 0 ? "STRINGS" : "",
                attribute.getTensorsCount() > 0 ? "TENSORS" : "",
                attribute.getGraphsCount() > 0 ? "GRAPHS" : "")
            .filter(type -> !type.isEmpty())
            .toList();
    boolean asSaid = held.contains(attribute.getType().name());
    return held.isEmpty() || asSaid ? Optional.empty() : Optional.of(String.join(", ", held));
  }

  static String words(NodeProto node) {
    String name =
        node.getName().isEmpty() ? String.join(", ", node.getOutputList()) : node.getName();
    return "node '" + name + "' (" + node.getOpType() + ")";
  }
}
