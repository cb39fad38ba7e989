package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import java.util.HashMap;
import java.util.Map;

/** Where a weight lies that is not in the model's file; a length that is not told is 0. */
public record ExternalData(String location, long offset, long length) {
  public static ExternalData of(OnnxMl.TensorProto tensor) {
    Map<String, String> entries = new HashMap<>();
    tensor.getExternalDataList().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return new ExternalData(
        entries.getOrDefault("location", ""),
        number(entries.get("offset")),
        number(entries.get("length")));
  }

  private static long number(@org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      return 0;
    }
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }
}
