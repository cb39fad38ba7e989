package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import dev.gantry.dossier.RefusedException;
import java.nio.file.Path;

/** One small change of a graph that keeps its meaning. */
interface Pass {
  String name();

  /** The same model where there is nothing to do. */
  OnnxMl.ModelProto apply(OnnxMl.ModelProto model, Path folder) throws RefusedException;
}
