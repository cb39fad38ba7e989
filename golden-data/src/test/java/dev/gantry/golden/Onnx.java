package dev.gantry.golden;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.gantry.dossier.tensor.Tensor;
import java.util.List;

/** Small models and tensors in ONNX's own form, written by its generated classes. */
public final class Onnx {
  private static final int FLOAT = 1;

  private Onnx() {}

  /** Takes left [1, 2] and right [1, 3], gives joined [1, 5]. */
  public static byte[] join() {
    return model(
        GraphProto.newBuilder()
            .addInput(value("left", 1, 2))
            .addInput(value("right", 1, 3))
            .addOutput(value("joined", 1, 5))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("Concat")
                    .addInput("left")
                    .addInput("right")
                    .addOutput("joined")
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("axis")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(1))));
  }

  /** One operator from x to y, which have these shapes; -1 is an extent that is not known. */
  public static byte[] one(String operator, long[] from, long[] to) {
    return model(
        GraphProto.newBuilder()
            .addInput(value("x", from))
            .addOutput(value("y", to))
            .addNode(NodeProto.newBuilder().setOpType(operator).addInput("x").addOutput("y")));
  }

  /** Drops the sides of length 1, whichever those are, so that it declares no shape. */
  public static byte[] squeeze() {
    ValueInfoProto.Builder open = value("y");
    open.getTypeBuilder().getTensorTypeBuilder().clearShape();
    return model(
        GraphProto.newBuilder()
            .addInput(value("x", -1, -1))
            .addOutput(open)
            .addNode(NodeProto.newBuilder().setOpType("Squeeze").addInput("x").addOutput("y")));
  }

  private static byte[] model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("a test")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph.setName("small"))
        .build()
        .toByteArray();
  }

  private static ValueInfoProto.Builder value(String name, long... shape) {
    TensorShapeProto.Builder sides = TensorShapeProto.newBuilder();
    for (long side : shape) {
      var dimension = sides.addDimBuilder();
      if (side >= 0) {
        dimension.setDimValue(side);
      } else {
        dimension.setDimParam("n" + sides.getDimCount());
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(sides)));
  }

  public static byte[] tensor(String name, List<Long> shape, float... values) {
    return raw(name, FLOAT, shape, Tensor.ofFloats(name, List.of((long) values.length), values));
  }

  /** With sides that need not go with the bytes. */
  private static byte[] raw(String name, int type, List<Long> shape, Tensor values) {
    return TensorProto.newBuilder()
        .addAllDims(shape)
        .setDataType(type)
        .setName(name)
        .setRawData(ByteString.copyFrom(values.data()))
        .build()
        .toByteArray();
  }

  static byte[] text(String name, String... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().addDims(values.length).setDataType(8).setName(name);
    for (String value : values) {
      tensor.addStringData(ByteString.copyFromUtf8(value));
    }
    return tensor.build().toByteArray();
  }

  static byte[] numbers(String name, List<Long> shape, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().addAllDims(shape).setDataType(7).setName(name);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build().toByteArray();
  }
}
