package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.model.NestedGraphs;
import java.util.Set;
import java.util.stream.Collectors;

/** Weights that nothing reads only make a file larger. */
final class DropUnusedWeights implements GraphPass {
  @Override
  public String name() {
    return "drop unused weights";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene) {
    Set<String> read = NestedGraphs.read(model.getGraph()).collect(Collectors.toSet());
    OnnxMl.ModelProto.Builder changed = model.toBuilder();
    changed
        .getGraphBuilder()
        .clearInitializer()
        .addAllInitializer(
            model.getGraph().getInitializerList().stream()
                .filter(tensor -> read.contains(tensor.getName()))
                .toList());
    return changed.build();
  }
}
