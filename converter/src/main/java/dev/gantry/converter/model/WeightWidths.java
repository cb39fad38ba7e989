package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;

/**
 * Counts the elements of a weight, the bits of each, and the numbers that a file holds for them.
 */
public final class WeightWidths {
  private WeightWidths() {}

  /** Bits of one element of an ONNX data type; 0 where that is not a fixed number. */
  public static long bits(int dataType) {
    OnnxMl.TensorProto.DataType type = OnnxMl.TensorProto.DataType.forNumber(dataType);
    if (type == null) {
      return 0;
    }
    return switch (type) {
      case FLOAT, INT32, UINT32 -> 32;
      case DOUBLE, INT64, UINT64, COMPLEX64 -> 64;
      case COMPLEX128 -> 128;
      case FLOAT16, BFLOAT16, INT16, UINT16 -> 16;
      case INT8, UINT8, BOOL, FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ -> 8;
      case INT4, UINT4 -> 4;
      default -> 0;
    };
  }

  /** How many numbers are written one by one, not as raw bytes. */
  static long numbers(OnnxMl.TensorProto tensor) {
    return (long) tensor.getFloatDataCount()
        + tensor.getInt32DataCount()
        + tensor.getInt64DataCount()
        + tensor.getDoubleDataCount()
        + tensor.getUint64DataCount()
        + tensor.getStringDataCount();
  }

  /** How many it takes: complex ones are two, and two halves of a byte are one. */
  static long numbers(OnnxMl.TensorProto tensor, long elements) {
    String type = String.valueOf(OnnxMl.TensorProto.DataType.forNumber(tensor.getDataType()));
    return type.startsWith("COMPLEX")
        ? 2 * elements
        : bits(tensor.getDataType()) == 4 ? (elements + 1) / 2 : elements;
  }

  public static long elements(OnnxMl.TensorProto tensor) {
    return tensor.getDimsList().stream().reduce(1L, (left, right) -> left * right);
  }
}
