package dev.gantry.converter.account;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Optional;

/** The number format that a node computes in. */
public enum ComputedIn {
  INT8("int8"),
  FP16("fp16"),
  BF16("bf16"),
  FP32("fp32"),
  FP64("fp64"),
  OTHER("other");

  private final String label;

  ComputedIn(String label) {
    this.label = label;
  }

  /** Of a floating type of ONNX; empty for all others. */
  static Optional<ComputedIn> ofFloat(int dataType) {
    return switch (dataType) {
      case DataType.FLOAT16_VALUE -> Optional.of(FP16);
      case DataType.BFLOAT16_VALUE -> Optional.of(BF16);
      case DataType.FLOAT_VALUE -> Optional.of(FP32);
      case DataType.DOUBLE_VALUE -> Optional.of(FP64);
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
