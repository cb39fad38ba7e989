package dev.gantry.converter.graph;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.gantry.converter.model.WeightWidths;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The numbers of a weight, whichever of the format's ways they are written in. */
public final class WeightNumbers {
  private WeightNumbers() {}

  public static boolean isFloat(TensorProto tensor) {
    return tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE;
  }

  /** Whatever its type is. */
  public static boolean isAllZero(TensorProto tensor) {
    boolean raw = true;
    for (int index = 0; index < tensor.getRawData().size(); index++) {
      raw &= tensor.getRawData().byteAt(index) == 0;
    }
    return raw
        && tensor.getDataLocation() != TensorProto.DataLocation.EXTERNAL
        && tensor.getStringDataCount() == 0
        && tensor.getFloatDataList().stream().allMatch(value -> value == 0)
        && tensor.getDoubleDataList().stream().allMatch(value -> value == 0)
        && tensor.getInt32DataList().stream().allMatch(value -> value == 0)
        && tensor.getInt64DataList().stream().allMatch(value -> value == 0)
        && tensor.getUint64DataList().stream().allMatch(value -> value == 0);
  }

  /** Of a float32 tensor that stands in the model itself. */
  public static float[] floats(TensorProto tensor) {
    require(tensor, TensorProto.DataType.FLOAT_VALUE);
    float[] values = new float[Math.toIntExact(WeightWidths.elements(tensor))];
    if (tensor.getRawData().isEmpty()) {
      for (int index = 0; index < tensor.getFloatDataCount(); index++) {
        values[index] = tensor.getFloatData(index);
      }
    } else {
      bytes(tensor).asFloatBuffer().get(values);
    }
    return values;
  }

  /** Of an int64 tensor that stands in the model itself. */
  public static long[] longs(TensorProto tensor) {
    require(tensor, TensorProto.DataType.INT64_VALUE);
    long[] values = new long[Math.toIntExact(WeightWidths.elements(tensor))];
    if (tensor.getRawData().isEmpty()) {
      for (int index = 0; index < tensor.getInt64DataCount(); index++) {
        values[index] = tensor.getInt64Data(index);
      }
    } else {
      bytes(tensor).asLongBuffer().get(values);
    }
    return values;
  }

  public static TensorProto tensor(String name, List<Long> shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, TensorProto.DataType.FLOAT_VALUE, shape, bytes);
  }

  public static TensorProto tensor(String name, List<Long> shape, long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return tensor(name, TensorProto.DataType.INT64_VALUE, shape, bytes);
  }

  public static TensorProto tensor(String name, List<Long> shape, byte... values) {
    return tensor(name, TensorProto.DataType.INT8_VALUE, shape, ByteBuffer.wrap(values));
  }

  /** Of any type; the bytes are little-endian. */
  public static TensorProto tensor(String name, int type, List<Long> shape, ByteBuffer bytes) {
    return OnnxMl.TensorProto.newBuilder()
        .setName(name)
        .setDataType(type)
        .addAllDims(shape)
        .setRawData(ByteString.copyFrom(bytes.duplicate().rewind()))
        .build();
  }

  private static ByteBuffer bytes(TensorProto tensor) {
    return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void require(TensorProto tensor, int type) {
    if (tensor.getDataType() != type
        || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      throw new IllegalArgumentException(
          "weight '"
              + tensor.getName()
              + "' holds "
              + TensorProto.DataType.forNumber(tensor.getDataType())
              + " "
              + tensor.getDataLocation());
    }
  }
}
