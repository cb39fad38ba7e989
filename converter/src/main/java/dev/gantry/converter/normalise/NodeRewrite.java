package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.WeightNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One node that becomes others: those made before it, and itself as it will be. */
final class NodeRewrite {
  private final RuleSite site;
  private final NodeProto old;
  private final NodeProto.Builder node;
  private final List<NodeProto> before = new ArrayList<>();

  NodeRewrite(NodeProto old, RuleSite site) {
    this.site = site;
    this.old = old;
    this.node = old.toBuilder();
  }

  Optional<AttributeProto> attribute(String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }

  NodeRewrite without(String... attributes) {
    List<AttributeProto> kept =
        node.getAttributeList().stream()
            .filter(attribute -> !List.of(attributes).contains(attribute.getName()))
            .toList();
    node.clearAttribute().addAllAttribute(kept);
    return this;
  }

  NodeRewrite with(String attribute, long value) {
    without(attribute);
    node.addAttribute(integer(attribute, value));
    return this;
  }

  NodeRewrite with(String attribute, List<Long> values) {
    without(attribute);
    node.addAttribute(integers(attribute, values));
    return this;
  }

  NodeRewrite with(String attribute, String value) {
    without(attribute);
    node.addAttributeBuilder()
        .setName(attribute)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(com.google.protobuf.ByteString.copyFromUtf8(value));
    return this;
  }

  NodeRewrite operator(String name) {
    node.setOpType(name);
    return this;
  }

  NodeRewrite inputs(List<String> inputs) {
    node.clearInput().addAllInput(inputs);
    return this;
  }

  NodeRewrite outputs(int count) {
    List<String> kept = node.getOutputList().subList(0, Math.min(count, node.getOutputCount()));
    node.clearOutput().addAllOutput(List.copyOf(kept));
    return this;
  }

  /** A list of int64, made before the node; its name. */
  String longs(String what, List<Long> values) {
    long[] numbers = values.stream().mapToLong(Long::longValue).toArray();
    return constant(what, WeightNumbers.tensor("", List.of((long) numbers.length), numbers));
  }

  /** A scalar of this element type, made before the node; its name. */
  String scalar(String what, int type, float value) {
    String number = constant(what, WeightNumbers.tensor("", List.of(), value));
    return type == TensorProto.DataType.FLOAT_VALUE
        ? number
        : make("Cast", what, List.of(number), integer("to", type));
  }

  String constant(String what, TensorProto value) {
    return make(
        "Constant",
        what,
        List.of(),
        AttributeProto.newBuilder()
            .setName("value")
            .setType(AttributeProto.AttributeType.TENSOR)
            .setT(value)
            .build());
  }

  /** A node before the node; the name of what it gives. */
  String make(String operator, String what, List<String> inputs, AttributeProto... attributes) {
    String name = site.fresh(old.getOutput(0) + "_" + what);
    before.add(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(List.of(attributes))
            .build());
    return name;
  }

  /** The node itself becomes another operator that has nothing of its attributes. */
  List<NodeProto> end(String operator, List<String> inputs, AttributeProto... attributes) {
    node.setOpType(operator).clearAttribute().addAllAttribute(List.of(attributes));
    return inputs(inputs).outputs(1).done();
  }

  List<NodeProto> done() {
    List<NodeProto> all = new ArrayList<>(before);
    all.add(node.build());
    return all;
  }

  LeftOutException refusal(String why) {
    return new LeftOutException(old.getOpType() + " '" + old.getOutput(0) + "': " + why);
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto integers(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  static AttributeProto number(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }
}
