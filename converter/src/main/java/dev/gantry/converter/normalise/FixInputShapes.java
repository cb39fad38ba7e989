package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Inputs get the shapes that they are fed with: a board builds for shapes, and shapes known allow
 * what follows from them to be worked out now. Notes on other shapes would then be wrong.
 */
final class FixInputShapes implements GraphPass {
  @Override
  public String name() {
    return "fix input shapes";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene) {
    Map<String, TensorSpec> fed =
        scene.inputs().stream().collect(Collectors.toMap(TensorSpec::name, Function.identity()));
    OnnxMl.ModelProto.Builder changed = model.toBuilder();
    OnnxMl.GraphProto.Builder graph = changed.getGraphBuilder();
    for (OnnxMl.ValueInfoProto.Builder input : graph.getInputBuilderList()) {
      TensorSpec spec = fed.get(input.getName());
      if (spec != null && input.getType().hasTensorType()) {
        OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
        spec.shape().forEach(side -> shape.addDimBuilder().setDimValue(side));
        input.getTypeBuilder().getTensorTypeBuilder().setShape(shape);
      }
    }
    if (changed.build().equals(model)) {
      return model;
    }
    graph.clearValueInfo();
    for (OnnxMl.ValueInfoProto.Builder output : graph.getOutputBuilderList()) {
      if (output.getType().hasTensorType()) {
        output.getTypeBuilder().getTensorTypeBuilder().clearShape();
      }
    }
    return changed.build();
  }
}
