package dev.gantry.converter;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.emit.Emission;
import dev.gantry.converter.emit.Emitted;
import dev.gantry.converter.observe.Samples;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One precision written into what another has left. */
record InTurn(Emission first, Emission second) implements Emission {
  @Override
  public Emitted emit(OnnxMl.ModelProto normalised, Samples samples)
      throws RefusedException, IOException {
    Emitted once = first.emit(normalised, samples);
    Emitted twice = second.emit(once.model(), samples);
    List<Emitted.KeptNode> kept = new ArrayList<>(once.kept());
    kept.addAll(twice.kept());
    List<String> remarks = new ArrayList<>(once.remarks());
    remarks.addAll(twice.remarks());
    return new Emitted(twice.model(), kept, remarks, once.ranges().or(twice::ranges));
  }
}
