package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Locates a weight that is stored outside the model's file; a length that is not told is 0. */
public record ExternalData(String location, long offset, long length) {
  private static final List<String> COUNTS = List.of("offset", "length");

  /** An entry that should be a count of bytes and is not. */
  record Malformed(String key, String text) {}

  /** Of a weight in which nothing is malformed. */
  public static ExternalData of(OnnxMl.TensorProto tensor) {
    Map<String, String> entries = entries(tensor);
    return new ExternalData(
        entries.getOrDefault("location", ""),
        number(entries.getOrDefault("offset", "0")).orElse(0),
        number(entries.getOrDefault("length", "0")).orElse(0));
  }

  static List<Malformed> malformed(OnnxMl.TensorProto tensor) {
    Map<String, String> entries = entries(tensor);
    return COUNTS.stream()
        .filter(key -> number(entries.getOrDefault(key, "0")).isEmpty())
        .map(key -> new Malformed(key, entries.getOrDefault(key, "")))
        .toList();
  }

  private static Map<String, String> entries(OnnxMl.TensorProto tensor) {
    Map<String, String> entries = new HashMap<>();
    tensor.getExternalDataList().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  private static OptionalLong number(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
