package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;

/** How wide the elements of a weight are. */
public final class Weights {
  private Weights() {}

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
      case INT8, UINT8, BOOL -> 8;
      default -> 0;
    };
  }

  public static long elements(OnnxMl.TensorProto tensor) {
    return tensor.getDimsList().stream().reduce(1L, (left, right) -> left * right);
  }
}
