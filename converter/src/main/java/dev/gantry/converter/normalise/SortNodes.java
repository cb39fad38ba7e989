package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;

/** Each tensor is made before it is read, as the format demands and not every writer obeys. */
final class SortNodes implements GraphPass {
  @Override
  public String name() {
    return "sort";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene) {
    return Graph.of(model).model();
  }
}
