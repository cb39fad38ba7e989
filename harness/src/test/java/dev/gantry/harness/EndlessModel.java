package dev.gantry.harness;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A good model with a Loop behind it whose condition is true for ever and that has no trip count:
 * it fits all that the good one fits, and never answers.
 */
public final class EndlessModel {
  private static final int BOOL = 9;
  private static final int INT64 = 7;

  private EndlessModel() {}

  public static Path of(Path good, Path file) throws IOException {
    OnnxMl.ModelProto.Builder model =
        OnnxMl.ModelProto.parseFrom(Files.readAllBytes(good)).toBuilder();
    OnnxMl.GraphProto.Builder graph = model.getGraphBuilder();
    OnnxMl.ValueInfoProto output = graph.getOutput(0);
    for (OnnxMl.NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (int place = 0; place < node.getOutputCount(); place++) {
        if (node.getOutput(place).equals(output.getName())) {
          node.setOutput(place, "answer");
        }
      }
    }
    OnnxMl.GraphProto.Builder body =
        OnnxMl.GraphProto.newBuilder()
            .setName("body")
            .addInput(scalar("turn", INT64))
            .addInput(scalar("go_on", BOOL))
            .addInput(output.toBuilder().setName("before"))
            .addNode(node("Neg").addInput("before").addOutput("after"))
            .addOutput(scalar("go_on", BOOL))
            .addOutput(output.toBuilder().setName("after"));
    graph.addInitializer(
        OnnxMl.TensorProto.newBuilder().setName("for_ever").setDataType(BOOL).addInt32Data(1));
    graph.addNode(
        node("Loop")
            .addInput("")
            .addInput("for_ever")
            .addInput("answer")
            .addOutput(output.getName())
            .addAttribute(
                OnnxMl.AttributeProto.newBuilder()
                    .setName("body")
                    .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
                    .setG(body)));
    return Files.write(file, model.build().toByteArray());
  }

  private static OnnxMl.NodeProto.Builder node(String operator) {
    return OnnxMl.NodeProto.newBuilder().setOpType(operator);
  }

  private static OnnxMl.ValueInfoProto scalar(String name, int type) {
    OnnxMl.TypeProto.Tensor.Builder tensor = OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type);
    tensor.getShapeBuilder();
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
