package dev.gantry.converter.account;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.dossier.tensor.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Summarises the steps of a QuantizeLinear or DequantizeLinear, which has one for the tensor or one
 * a channel.
 *
 * @param zeroPoint empty where channels differ in it
 * @param axis the axis of the channels; empty where one step serves all
 */
public record StepAccount(
    String tensor,
    int steps,
    float smallest,
    float largest,
    OptionalLong zeroPoint,
    OptionalLong axis) {

  /** Empty for other nodes, and where the steps are computed and do not stand in the model. */
  static Optional<StepAccount> of(Graph graph, GraphNode node) {
    boolean steps = node.is("QuantizeLinear") || node.is("DequantizeLinear");
    Optional<float[]> scales =
        steps
            ? node.input(1).flatMap(graph::weight).flatMap(StepAccount::floats)
            : Optional.empty();
    return scales.filter(values -> values.length > 0).map(values -> of(graph, node, values));
  }

  private static StepAccount of(Graph graph, GraphNode node, float[] scales) {
    float smallest = scales[0];
    float largest = scales[0];
    for (float scale : scales) {
      smallest = Math.min(smallest, scale);
      largest = Math.max(largest, scale);
    }
    return new StepAccount(
        node.input(0).orElse(""),
        scales.length,
        smallest,
        largest,
        node.input(2).map(name -> zero(graph, name)).orElse(OptionalLong.of(0)),
        scales.length > 1 ? OptionalLong.of(node.integer("axis", 1)) : OptionalLong.empty());
  }

  private static Optional<float[]> floats(TensorProto scale) {
    if (scale.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return Optional.empty();
    }
    ByteBuffer raw = scale.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int width = scale.getDataType() == TensorProto.DataType.FLOAT_VALUE ? 4 : 2;
    if (width == 2 && scale.getDataType() != TensorProto.DataType.FLOAT16_VALUE) {
      return Optional.empty();
    }
    boolean packed = raw.hasRemaining();
    int listed = width == 4 ? scale.getFloatDataCount() : scale.getInt32DataCount();
    float[] values = new float[packed ? raw.remaining() / width : listed];
    for (int index = 0; index < values.length; index++) {
      if (width == 4) {
        values[index] = packed ? raw.getFloat(index * 4) : scale.getFloatData(index);
      } else {
        int bits = packed ? raw.getShort(index * 2) : scale.getInt32Data(index);
        values[index] = Half.number((short) bits);
      }
    }
    return Optional.of(values);
  }

  private static OptionalLong zero(Graph graph, String name) {
    Optional<TensorProto> tensor = graph.weight(name);
    if (tensor.isEmpty()) {
      return OptionalLong.empty();
    }
    boolean signed = tensor.get().getDataType() == TensorProto.DataType.INT8_VALUE;
    boolean unsigned = tensor.get().getDataType() == TensorProto.DataType.UINT8_VALUE;
    long[] points =
        tensor.get().getRawData().isEmpty()
            ? tensor.get().getInt32DataList().stream().mapToLong(Integer::longValue).toArray()
            : bytes(tensor.get(), signed);
    boolean same = points.length > 0 && Arrays.stream(points).distinct().count() == 1;
    return same && (signed || unsigned) ? OptionalLong.of(points[0]) : OptionalLong.empty();
  }

  private static long[] bytes(TensorProto tensor, boolean signed) {
    byte[] raw = tensor.getRawData().toByteArray();
    long[] points = new long[raw.length];
    for (int index = 0; index < raw.length; index++) {
      points[index] = signed ? raw[index] : raw[index] & 0xff;
    }
    return points;
  }
}
