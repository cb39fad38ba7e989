package dev.gantry.dossier.tensor;

import java.util.Arrays;
import java.util.Optional;

/** The number formats that tensors are kept in. */
public enum ElementType {
  FLOAT32("float32", 4),
  FLOAT16("float16", 2),
  BFLOAT16("bfloat16", 2),
  FLOAT64("float64", 8),
  INT8("int8", 1),
  UINT8("uint8", 1),
  INT16("int16", 2),
  UINT16("uint16", 2),
  INT32("int32", 4),
  UINT32("uint32", 4),
  INT64("int64", 8),
  UINT64("uint64", 8),
  BOOL("bool", 1);

  private final String label;
  private final int bytes;

  ElementType(String label, int bytes) {
    this.label = label;
    this.bytes = bytes;
  }

  public static Optional<ElementType> ofLabel(String label) {
    return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
  }

  public int bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return label;
  }
}
