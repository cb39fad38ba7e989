package dev.gantry.converter;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.emit.Emission;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One precision written into what another has left. */
record ChainedEmission(Emission first, Emission second) implements Emission {
  @Override
  public EmittedGraph emit(OnnxMl.ModelProto normalised, SampleFeed samples)
      throws RefusedException, IOException {
    EmittedGraph once = first.emit(normalised, samples);
    EmittedGraph twice = second.emit(once.model(), samples);
    List<EmittedGraph.KeptNode> kept = new ArrayList<>(once.kept());
    kept.addAll(twice.kept());
    List<String> remarks = new ArrayList<>(once.remarks());
    remarks.addAll(twice.remarks());
    return new EmittedGraph(twice.model(), kept, remarks, once.ranges().or(twice::ranges));
  }
}
