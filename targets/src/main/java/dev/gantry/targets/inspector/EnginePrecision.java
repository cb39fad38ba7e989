package dev.gantry.targets.inspector;

import java.util.Locale;
import java.util.Optional;

/** A number format that a layer can compute in, from the narrowest to the widest. */
public enum EnginePrecision {
  INT4("int4"),
  FP4("fp4", "e2m1"),
  INT8("int8"),
  FP8("fp8", "e4m3"),
  BF16("bf16", "bfloat16"),
  FP16("fp16", "half"),
  FP32("fp32", "float", "float32", "tf32"),
  /** Whole numbers and truth values: they steer, they are not what a network computes in. */
  OTHER("int32", "int64", "bool", "uint8", "int16", "fp64", "e8m0");

  private final String words;

  EnginePrecision(String... words) {
    this.words = " " + String.join(" ", words) + " ";
  }

  /**
   * In whatever TensorRT says of a tensor: {@code Half}, {@code Row major linear FP32}, {@code
   * Thirty-two wide channel vectorized row major Int8 format}.
   */
  static Optional<EnginePrecision> in(String format) {
    for (String word : format.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
      for (EnginePrecision precision : values()) {
        if (!word.isEmpty() && precision.words.contains(" " + word + " ")) {
          return Optional.of(precision);
        }
      }
    }
    return Optional.empty();
  }

  EnginePrecision wider(EnginePrecision other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
