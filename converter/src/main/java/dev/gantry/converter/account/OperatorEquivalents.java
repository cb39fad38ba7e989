package dev.gantry.converter.account;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.model.NestedGraphs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Translates the operators that ONNX Runtime writes into engines to ONNX's own with the same
 * products.
 */
final class OperatorEquivalents {
  static final String BLOCKED = "com.microsoft.nchwc";

  private static final String FUSED = "com.microsoft";
  private static final String NO_PRODUCT = "Identity";
  private static final Set<String> FREE =
      Set.of(
          "BiasDropout",
          "BiasGelu",
          "BiasSoftmax",
          "DequantizeLinear",
          "FastGelu",
          "Gelu",
          "NhwcMaxPool",
          "QLinearAdd",
          "QLinearAveragePool",
          "QLinearConcat",
          "QLinearGlobalAveragePool",
          "QLinearLeakyRelu",
          "QLinearMul",
          "QLinearReduceMean",
          "QLinearSigmoid",
          "QLinearSoftmax",
          "QLinearWhere",
          "QuantizeLinear",
          "QuickGelu",
          "SkipLayerNormalization");
  private static final Set<String> FREE_BLOCKED =
      Set.of(
          "AveragePool",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "MaxPool",
          "ReorderInput",
          "ReorderOutput",
          "Upsample");

  /** With the same products for the same shapes, whatever else is done to their sums. */
  private static final Map<String, String> ALIKE =
      Map.of(
          "DynamicQuantizeMatMul", "MatMul",
          "FusedConv", "Conv",
          "FusedGemm", "Gemm",
          "FusedMatMul", "MatMul",
          "MatMulIntegerToFloat", "MatMul",
          "NhwcFusedConv", "Conv",
          "QGemm", "Gemm",
          "QLinearConv", "QLinearConv");

  private static final Set<String> WHOLE_NUMBERS =
      Set.of(
          "ConvInteger", "DynamicQuantizeMatMul", "MatMulInteger", "MatMulIntegerToFloat", "QGemm");

  private OperatorEquivalents() {}

  /** Empty for an operator of which nobody knows what it multiplies. */
  static Optional<String> standard(OnnxMl.NodeProto node) {
    String operator = node.getOpType();
    if (NestedGraphs.isStandard(node.getDomain())) {
      return Optional.of(operator);
    }
    if (node.getDomain().equals(BLOCKED)) {
      return operator.equals("Conv")
          ? Optional.of(operator)
          : Optional.of(NO_PRODUCT).filter(none -> FREE_BLOCKED.contains(operator));
    }
    if (!node.getDomain().equals(FUSED) || isTurned(node)) {
      return Optional.empty();
    }
    return FREE.contains(operator)
        ? Optional.of(NO_PRODUCT)
        : Optional.ofNullable(ALIKE.get(operator));
  }

  /** Whether its products or sums are those of whole numbers. */
  static boolean isWhole(OnnxMl.NodeProto node) {
    boolean known = NestedGraphs.isStandard(node.getDomain()) || node.getDomain().equals(FUSED);
    String operator = node.getOpType();
    return known && (operator.startsWith("QLinear") || WHOLE_NUMBERS.contains(operator));
  }

  /** Which side a product that turns its factors sums over, its last side does not tell. */
  private static boolean isTurned(OnnxMl.NodeProto node) {
    return node.getOpType().equals("FusedMatMul")
        && node.getAttributeList().stream()
            .filter(one -> List.of("transA", "transBatchA", "transBatchB").contains(one.getName()))
            .anyMatch(one -> one.getI() != 0);
  }
}
