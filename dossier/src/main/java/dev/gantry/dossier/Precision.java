package dev.gantry.dossier;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The number format in which a variant computes. */
public enum Precision {
  FP32("fp32"),
  FP16("fp16"),
  INT8("int8"),
  INT8_FP16("int8+fp16");

  private final String label;

  Precision(String label) {
    this.label = label;
  }

  public static Precision parse(String text) {
    for (Precision precision : values()) {
      if (precision.label.equals(text)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is not a precision; known: "
            + Arrays.stream(values()).map(Precision::toString).collect(Collectors.joining(", ")));
  }

  @Override
  public String toString() {
    return label;
  }
}
