package dev.gantry.converter.graph;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.model.NestedGraphs;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One operator in a {@link Graph}, as it stands; a change of it is a new one. Two nodes that say
 * the same are still two.
 */
public final class GraphNode {
  private final OnnxMl.NodeProto proto;
  private final List<String> reads;

  GraphNode(OnnxMl.NodeProto proto) {
    this.proto = proto;
    this.reads = NestedGraphs.read(proto).distinct().collect(Collectors.toUnmodifiableList());
  }

  public OnnxMl.NodeProto proto() {
    return proto;
  }

  public String operator() {
    return proto.getOpType();
  }

  /** True for an operator of ONNX itself: another domain may give the same name another meaning. */
  public boolean is(String operator) {
    return operator.equals(proto.getOpType()) && NestedGraphs.isStandard(proto.getDomain());
  }

  /** Its own name, or that of its first output where it has none. */
  public String name() {
    return proto.getName().isEmpty() ? output() : proto.getName();
  }

  /** As they stand in the file: one left out is empty. */
  public List<String> inputs() {
    return proto.getInputList();
  }

  /** Empty where the node has fewer, or leaves this one out. */
  public Optional<String> input(int index) {
    return index < proto.getInputCount() && !proto.getInput(index).isEmpty()
        ? Optional.of(proto.getInput(index))
        : Optional.empty();
  }

  public List<String> outputs() {
    return proto.getOutputList();
  }

  public String output() {
    return proto.getOutputCount() == 0 ? "" : proto.getOutput(0);
  }

  /** All tensors that it needs, those that only its bodies read too. */
  public List<String> reads() {
    return reads;
  }

  public Optional<OnnxMl.AttributeProto> attribute(String name) {
    for (OnnxMl.AttributeProto attribute : proto.getAttributeList()) {
      if (attribute.getName().equals(name)) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }

  public long integer(String attribute, long otherwise) {
    return attribute(attribute).map(OnnxMl.AttributeProto::getI).orElse(otherwise);
  }

  public float number(String attribute, float otherwise) {
    return attribute(attribute).map(OnnxMl.AttributeProto::getF).orElse(otherwise);
  }

  public List<Long> integers(String attribute) {
    return attribute(attribute).map(OnnxMl.AttributeProto::getIntsList).orElse(List.of());
  }

  @Override
  public String toString() {
    return operator() + " " + name();
  }
}
