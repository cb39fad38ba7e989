package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One call of a function, written out: its names made unique, its attributes filled in. */
final class FunctionCall {
  private final NodeProto call;
  private final FunctionProto function;
  private final UnaryOperator<String> fresh;
  private final Map<String, AttributeProto> attributes = new HashMap<>();

  FunctionCall(NodeProto call, FunctionProto function, UnaryOperator<String> fresh) {
    this.call = call;
    this.function = function;
    this.fresh = fresh;
    function.getAttributeProtoList().forEach(value -> attributes.put(value.getName(), value));
    call.getAttributeList().forEach(value -> attributes.put(value.getName(), value));
  }

  List<NodeProto> nodes() {
    Map<String, String> names = new HashMap<>();
    for (int index = 0; index < function.getInputCount(); index++) {
      names.put(function.getInput(index), index < call.getInputCount() ? call.getInput(index) : "");
    }
    for (int index = 0; index < function.getOutputCount(); index++) {
      if (index < call.getOutputCount() && !call.getOutput(index).isEmpty()) {
        names.put(function.getOutput(index), call.getOutput(index));
      }
    }
    return function.getNodeList().stream().map(node -> node(node, names)).toList();
  }

  private String prefix() {
    return (call.getName().isEmpty() ? call.getOpType() : call.getName()) + "/";
  }

  /** Within a function nodes need no order, so a name may be met first where it is read. */
  private String named(String inner, Map<String, String> names) {
    return inner.isEmpty()
        ? ""
        : names.computeIfAbsent(inner, name -> fresh.apply(prefix() + name));
  }

  private NodeProto node(NodeProto inner, Map<String, String> names) {
    NodeProto.Builder node = inner.toBuilder().clearInput().clearOutput().clearAttribute();
    inner.getInputList().forEach(name -> node.addInput(named(name, names)));
    inner.getOutputList().forEach(name -> node.addOutput(named(name, names)));
    if (!inner.getName().isEmpty()) {
      node.setName(prefix() + inner.getName());
    }
    for (AttributeProto attribute : inner.getAttributeList()) {
      filled(attribute).ifPresent(value -> node.addAttribute(bodies(value, names)));
    }
    return node.build();
  }

  /** Absent where the caller leaves out what has no default: then the operator's own counts. */
  private Optional<AttributeProto> filled(AttributeProto attribute) {
    if (attribute.getRefAttrName().isEmpty()) {
      return Optional.of(attribute);
    }
    return Optional.ofNullable(attributes.get(attribute.getRefAttrName()))
        .map(value -> value.toBuilder().setName(attribute.getName()).clearRefAttrName().build());
  }

  private AttributeProto bodies(AttributeProto attribute, Map<String, String> names) {
    if (!attribute.hasG() && attribute.getGraphsCount() == 0) {
      return attribute;
    }
    AttributeProto.Builder changed = attribute.toBuilder();
    if (attribute.hasG()) {
      changed.setG(body(attribute.getG(), names));
    }
    for (int index = 0; index < attribute.getGraphsCount(); index++) {
      changed.setGraphs(index, body(attribute.getGraphs(index), names));
    }
    return changed.build();
  }

  private GraphProto body(GraphProto graph, Map<String, String> outer) {
    Map<String, String> names = outer;
    GraphProto.Builder body = graph.toBuilder().clearNode().clearValueInfo();
    body.getInputBuilderList().forEach(input -> input.setName(named(input.getName(), names)));
    body.getInitializerBuilderList()
        .forEach(weight -> weight.setName(named(weight.getName(), names)));
    graph.getNodeList().forEach(node -> body.addNode(node(node, names)));
    body.getOutputBuilderList().forEach(output -> output.setName(named(output.getName(), names)));
    return body.build();
  }
}
