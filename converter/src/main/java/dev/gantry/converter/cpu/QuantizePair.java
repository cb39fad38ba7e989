package dev.gantry.converter.cpu;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** QuantizeLinear and DequantizeLinear, with what they need. */
final class QuantizePair {
  private QuantizePair() {}

  /** Gives the name of the tensor as it is after both. */
  static String ofTensor(Graph graph, String tensor, ByteStep step) {
    String whole = graph.freshName(tensor + "_dequantized");
    between(graph, tensor, whole, step);
    return whole;
  }

  /** From a tensor that there is to one that there is not yet. */
  static void between(Graph graph, String from, String to, ByteStep step) {
    String size = graph.freshName(to + "_scale");
    String zero = graph.freshName(to + "_zero_point");
    String bytes = graph.freshName(to + "_quantized");
    graph.put(WeightNumbers.tensor(size, List.of(), step.size()));
    graph.put(
        WeightNumbers.tensor(
            zero,
            TensorProto.DataType.UINT8_VALUE,
            List.of(),
            ByteBuffer.wrap(new byte[] {(byte) step.zero()})));
    graph.add(NewNode.of("QuantizeLinear", bytes, from, size, zero).build());
    // Named apart: the tensor may be named like the node that made it before.
    graph.add(
        NewNode.of("DequantizeLinear", to, bytes, size, zero).build().toBuilder()
            .setName(graph.freshName(to + "_dequantize"))
            .build());
  }

  /** A weight in whole numbers behind its DequantizeLinear; gives the latter's output. */
  static String ofWeight(Graph graph, String name, List<Long> shape, int axis, ByteWeight weight) {
    String numbers = graph.freshName(name + "_quantized");
    String whole = graph.freshName(name + "_dequantized");
    graph.put(WeightNumbers.tensor(numbers, shape, weight.values()));
    String[] more = perChannel(graph, whole, weight.steps(), TensorProto.DataType.INT8_VALUE, 1);
    graph.add(
        NewNode.of("DequantizeLinear", whole, numbers, more[0], more[1])
            .with("axis", axis)
            .build());
    return whole;
  }

  /** A bias in the whole numbers that sums of products come in. */
  static String ofBias(Graph graph, String name, int[] values, float[] sizes) {
    String numbers = graph.freshName(name + "_quantized");
    String whole = graph.freshName(name + "_dequantized");
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    List<Long> shape = List.of((long) values.length);
    graph.put(WeightNumbers.tensor(numbers, TensorProto.DataType.INT32_VALUE, shape, bytes));
    String[] more = perChannel(graph, whole, sizes, TensorProto.DataType.INT32_VALUE, 4);
    graph.add(
        NewNode.of("DequantizeLinear", whole, numbers, more[0], more[1]).with("axis", 0).build());
    return whole;
  }

  private static String[] perChannel(
      Graph graph, String name, float[] sizes, int type, int bytesEach) {
    String size = graph.freshName(name + "_scale");
    String zero = graph.freshName(name + "_zero_point");
    List<Long> shape = List.of((long) sizes.length);
    graph.put(WeightNumbers.tensor(size, shape, sizes));
    graph.put(
        WeightNumbers.tensor(zero, type, shape, ByteBuffer.allocate(sizes.length * bytesEach)));
    return new String[] {size, zero};
  }
}
