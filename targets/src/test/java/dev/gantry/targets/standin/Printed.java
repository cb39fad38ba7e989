package dev.gantry.targets.standin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Outputs as {@code --exportOutput} prints them: six digits, and C++'s words for what is none. */
final class Printed {
  private static final MathContext SIX = new MathContext(6);

  private Printed() {}

  static String of(Map<Tensor, byte[]> bindings) {
    StringBuilder text = new StringBuilder("[\n");
    String separator = "  ";
    for (Map.Entry<Tensor, byte[]> each : bindings.entrySet()) {
      if (each.getKey().input()) {
        continue;
      }
      text.append(separator).append("{ \"name\" : \"").append(each.getKey().name());
      text.append("\"\n  , \"dimensions\" : \"").append(each.getKey().dimensions("x"));
      text.append("\"\n  , \"values\" : [ ");
      text.append(String.join(", ", values(each.getKey(), each.getValue())));
      text.append(" ]\n  }\n");
      separator = ", ";
    }
    return text.append("]\n").toString();
  }

  private static List<String> values(Tensor tensor, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<String> values = new ArrayList<>();
    while (buffer.hasRemaining()) {
      values.add(
          switch (tensor.word()) {
            case "fp32" -> number(buffer.getFloat());
            case "int32" -> String.valueOf(buffer.getInt());
            default -> String.valueOf(buffer.get());
          });
    }
    return values;
  }

  private static String number(float value) {
    if (Float.isNaN(value)) {
      return "nan";
    }
    if (Float.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    BigDecimal rounded = new BigDecimal(value).round(SIX).stripTrailingZeros();
    return rounded.scale() > 9
        ? String.format(java.util.Locale.ROOT, "%e", value)
        : rounded.toPlainString();
  }
}
