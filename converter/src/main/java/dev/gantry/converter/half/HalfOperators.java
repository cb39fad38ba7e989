package dev.gantry.converter.half;

import java.util.Map;
import java.util.Set;

/**
 * Tells where ONNX's own operators take no float16, though they take float32. This is read off the
 * operators' schemas, opset 1 to 28; all others take both.
 */
final class HalfOperators {
  private static final long NEVER = Long.MAX_VALUE;

  private static final Map<String, Long> FIRST =
      Map.of(
          "Celu", 28L,
          "CumSum", 14L,
          "DequantizeLinear", 19L,
          "DynamicQuantizeLinear", NEVER,
          "IsInf", 20L,
          "NonMaxSuppression", NEVER,
          "QLinearConv", NEVER,
          "QLinearMatMul", 21L,
          "QuantizeLinear", 19L,
          "Range", 27L);

  /** What these ask of a tensor does not depend on how its numbers are written. */
  private static final Set<String> INDIFFERENT = Set.of("Shape", "Size", "Cast");

  private HalfOperators() {}

  /** The first operator set in which it takes float16; beyond any where there is none. */
  static long first(String operator) {
    return FIRST.getOrDefault(operator, 1L);
  }

  static boolean never(String operator) {
    return first(operator) == NEVER;
  }

  static boolean indifferent(String operator) {
    return INDIFFERENT.contains(operator);
  }

  /** Inputs that stay float32 in an operator that takes float16 otherwise. */
  static boolean floatOnly(String operator, int input, long opset) {
    return switch (operator) {
      case "Resize" -> opset < 11 ? input == 1 : input == 1 || input == 2;
      case "Upsample" -> input == 1;
      default -> false;
    };
  }

  /** The statistics beside a normalised tensor are float32 whatever that is. */
  static boolean floatOnlyOutput(String operator, int output) {
    return operator.equals("LayerNormalization") && output > 0;
  }
}
