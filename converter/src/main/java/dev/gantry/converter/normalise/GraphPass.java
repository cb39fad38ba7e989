package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.dossier.RefusedException;

/** One small change of a graph that keeps its meaning. */
interface GraphPass {
  String name();

  /** An equal model where there is nothing to do. */
  OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene)
      throws RefusedException, LeftOutException, OrtException;
}
