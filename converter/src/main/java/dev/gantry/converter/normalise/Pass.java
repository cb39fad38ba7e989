package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.dossier.RefusedException;

/** One small change of a graph that keeps its meaning. */
interface Pass {
  String name();

  /** An equal model where there is nothing to do. */
  OnnxMl.ModelProto apply(OnnxMl.ModelProto model, Scene scene)
      throws RefusedException, LeftOutException, OrtException;
}
