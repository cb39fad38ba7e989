package dev.gantry.runner;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Graphs of one Loop whose condition is true for ever. */
public final class EndlessGraph {
  private static final int BOOL = 9;
  private static final int INT64 = 7;
  private static final int FLOAT = 1;

  /** Seconds of turns: a thread that never ended would disturb all tests that come after. */
  private static final long MANY = 5_000_000;

  private EndlessGraph() {}

  /**
   * It has no trip count. ONNX Runtime looks between the nodes of its body whether it was told to
   * end.
   */
  static Path listening(Path file) throws IOException {
    OnnxMl.GraphProto.Builder body = body();
    body.addNode(OnnxMl.NodeProto.newBuilder().setOpType("Neg").addInput("x0").addOutput("x1"));
    return write(file, "", body.addOutput(value("go0", BOOL)).addOutput(value("x1", FLOAT)));
  }

  /** Its body has no node, so that ONNX Runtime does not look before the last of many turns. */
  public static Path deaf(Path file) throws IOException {
    OnnxMl.GraphProto.Builder body = body();
    return write(file, "turns", body.addOutput(value("go0", BOOL)).addOutput(value("x0", FLOAT)));
  }

  private static OnnxMl.GraphProto.Builder body() {
    return OnnxMl.GraphProto.newBuilder()
        .setName("body")
        .addInput(value("turn", INT64))
        .addInput(value("go0", BOOL))
        .addInput(value("x0", FLOAT));
  }

  private static Path write(Path file, String turns, OnnxMl.GraphProto.Builder body)
      throws IOException {
    OnnxMl.NodeProto loop =
        OnnxMl.NodeProto.newBuilder()
            .setOpType("Loop")
            .addInput(turns)
            .addInput("go")
            .addInput("x")
            .addOutput("y")
            .addAttribute(
                OnnxMl.AttributeProto.newBuilder()
                    .setName("body")
                    .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
                    .setG(body))
            .build();
    OnnxMl.GraphProto graph =
        OnnxMl.GraphProto.newBuilder()
            .setName("endless")
            .addInput(value("x", FLOAT))
            .addInitializer(
                OnnxMl.TensorProto.newBuilder().setName("go").setDataType(BOOL).addInt32Data(1))
            .addInitializer(
                OnnxMl.TensorProto.newBuilder()
                    .setName("turns")
                    .setDataType(INT64)
                    .addInt64Data(MANY))
            .addNode(loop)
            .addOutput(value("y", FLOAT))
            .build();
    return Files.write(
        file,
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build()
            .toByteArray());
  }

  /** One number, or one truth. */
  private static OnnxMl.ValueInfoProto value(String name, int type) {
    OnnxMl.TypeProto.Tensor.Builder tensor = OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type);
    if (type == FLOAT) {
      tensor.getShapeBuilder().addDimBuilder().setDimValue(1);
    } else {
      tensor.getShapeBuilder();
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
