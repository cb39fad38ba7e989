package dev.gantry.converter.graph;

import ai.onnx.proto.OnnxMl;
import java.util.List;

/** A node of ONNX's own operators, said in one line. */
public final class NewNode {
  private final OnnxMl.NodeProto.Builder proto;

  private NewNode(String operator, String output, List<String> inputs) {
    this.proto =
        OnnxMl.NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output);
  }

  public static NewNode of(String operator, String output, String... inputs) {
    return new NewNode(operator, output, List.of(inputs));
  }

  public NewNode with(String attribute, long value) {
    proto
        .addAttributeBuilder()
        .setName(attribute)
        .setType(OnnxMl.AttributeProto.AttributeType.INT)
        .setI(value);
    return this;
  }

  public NewNode with(String attribute, List<Long> values) {
    proto
        .addAttributeBuilder()
        .setName(attribute)
        .setType(OnnxMl.AttributeProto.AttributeType.INTS)
        .addAllInts(values);
    return this;
  }

  public OnnxMl.NodeProto build() {
    return proto.build();
  }
}
