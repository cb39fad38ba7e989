package dev.gantry.golden.array;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.gantry.dossier.tensor.ElementType;
import java.io.IOException;
import java.util.Locale;

/** ONNX's numbers for number formats. */
final class TensorTypes {
  private TensorTypes() {}

  static int write(ElementType type) {
    return switch (type) {
      case FLOAT32 -> DataType.FLOAT_VALUE;
      case FLOAT16 -> DataType.FLOAT16_VALUE;
      case BFLOAT16 -> DataType.BFLOAT16_VALUE;
      case FLOAT64 -> DataType.DOUBLE_VALUE;
      case INT8 -> DataType.INT8_VALUE;
      case UINT8 -> DataType.UINT8_VALUE;
      case INT16 -> DataType.INT16_VALUE;
      case UINT16 -> DataType.UINT16_VALUE;
      case INT32 -> DataType.INT32_VALUE;
      case UINT32 -> DataType.UINT32_VALUE;
      case INT64 -> DataType.INT64_VALUE;
      case UINT64 -> DataType.UINT64_VALUE;
      case BOOL -> DataType.BOOL_VALUE;
    };
  }

  static ElementType read(int number) throws IOException {
    for (ElementType type : ElementType.values()) {
      if (write(type) == number) {
        return type;
      }
    }
    DataType named = DataType.forNumber(number);
    if (named == DataType.UNDEFINED) {
      throw new IOException("says no data type, so its bytes mean nothing: save it again");
    }
    if (named == DataType.STRING) {
      throw new IOException(
          "holds strings; Gantry's tensors are numbers: encode them before, or cut the string"
              + " operators off the model");
    }
    String name = named == null ? "data type " + number : named.toString().toLowerCase(Locale.ROOT);
    throw new IOException(
        "holds " + name + ", which no tensor of Gantry has: convert it, to float32 say");
  }
}
