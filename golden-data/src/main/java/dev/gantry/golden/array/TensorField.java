package dev.gantry.golden.array;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.WireFormat;
import dev.gantry.dossier.tensor.ElementType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The places in a TensorProto where its numbers may stand, and which numbers stand where. */
enum TensorField {
  RAW_DATA(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED),
  FLOAT_DATA(TensorProto.FLOAT_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED32),
  INT32_DATA(TensorProto.INT32_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT),
  INT64_DATA(TensorProto.INT64_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT),
  DOUBLE_DATA(TensorProto.DOUBLE_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64),
  UINT64_DATA(TensorProto.UINT64_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);

  private final int number;
  private final int wire;

  TensorField(int number, int wire) {
    this.number = number;
    this.wire = wire;
  }

  static Optional<TensorField> of(int number) {
    return Arrays.stream(values()).filter(field -> field.number == number).findFirst();
  }

  /** How one number alone is written; a run of them is length-delimited. */
  int wire() {
    return wire;
  }

  boolean holds(ElementType type) {
    return this == RAW_DATA || this == typed(type);
  }

  private static TensorField typed(ElementType type) {
    return switch (type) {
      case FLOAT32 -> FLOAT_DATA;
      case FLOAT64 -> DOUBLE_DATA;
      case INT64 -> INT64_DATA;
      case UINT32, UINT64 -> UINT64_DATA;
      case INT8, UINT8, INT16, UINT16, INT32, BOOL, FLOAT16, BFLOAT16 -> INT32_DATA;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
