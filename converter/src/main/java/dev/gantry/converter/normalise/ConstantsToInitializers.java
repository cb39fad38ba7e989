package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Constant nodes of the main graph become initializers: one place to look for numbers. */
final class ConstantsToInitializers implements GraphPass {
  @Override
  public String name() {
    return "constants to initializers";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene) {
    OnnxMl.ModelProto.Builder changed = model.toBuilder();
    OnnxMl.GraphProto.Builder graph = changed.getGraphBuilder();
    List<OnnxMl.NodeProto> kept = new ArrayList<>();
    for (OnnxMl.NodeProto node : model.getGraph().getNodeList()) {
      Optional<OnnxMl.TensorProto> constant = constant(node);
      constant.ifPresentOrElse(graph::addInitializer, () -> kept.add(node));
    }
    if (kept.size() == model.getGraph().getNodeCount()) {
      return model;
    }
    graph.clearNode().addAllNode(kept);
    return changed.build();
  }

  private static Optional<OnnxMl.TensorProto> constant(OnnxMl.NodeProto node) {
    boolean standard = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
    if (!standard
        || !node.getOpType().equals("Constant")
        || node.getAttributeCount() != 1
        || node.getOutputCount() != 1) {
      return Optional.empty();
    }
    OnnxMl.AttributeProto value = node.getAttribute(0);
    OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder();
    switch (value.getName()) {
      case "value" -> tensor.mergeFrom(value.getT());
      case "value_string" ->
          tensor.setDataType(OnnxMl.TensorProto.DataType.STRING_VALUE).addStringData(value.getS());
      case "value_strings" ->
          tensor
              .setDataType(OnnxMl.TensorProto.DataType.STRING_VALUE)
              .addDims(value.getStringsCount())
              .addAllStringData(value.getStringsList());
      case "value_float" ->
          tensor.setDataType(OnnxMl.TensorProto.DataType.FLOAT_VALUE).addFloatData(value.getF());
      case "value_floats" ->
          tensor
              .setDataType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
              .addDims(value.getFloatsCount())
              .addAllFloatData(value.getFloatsList());
      case "value_int" ->
          tensor.setDataType(OnnxMl.TensorProto.DataType.INT64_VALUE).addInt64Data(value.getI());
      case "value_ints" ->
          tensor
              .setDataType(OnnxMl.TensorProto.DataType.INT64_VALUE)
              .addDims(value.getIntsCount())
              .addAllInt64Data(value.getIntsList());
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(tensor.setName(node.getOutput(0)).build());
  }
}
