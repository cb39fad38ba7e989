package dev.gantry.converter.emit;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;

/** Writes a precision into a normalised graph. */
public interface Emission {
  EmittedGraph emit(OnnxMl.ModelProto normalised, SampleFeed samples)
      throws RefusedException, IOException;
}
