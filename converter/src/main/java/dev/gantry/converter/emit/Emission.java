package dev.gantry.converter.emit;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.observe.Samples;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;

/** Writes a precision into a normalised graph. */
public interface Emission {
  Emitted emit(OnnxMl.ModelProto normalised, Samples samples) throws RefusedException, IOException;
}
