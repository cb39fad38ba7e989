package dev.gantry.converter;

import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.Normaliser;
import dev.gantry.converter.store.ContentStore;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Tensor;
import dev.gantry.dossier.Variant;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Turns a trained model into the graph that a board's runtime takes, at one precision. */
public final class Converter {
  /**
   * What this version can write into a graph. The plan refuses the rest before any work is done.
   */
  public static final Set<Precision> PRECISIONS = Set.copyOf(EnumSet.of(Precision.FP32));

  private final ContentStore store;

  public Converter(ContentStore store) {
    this.store = store;
  }

  public Variant convert(
      String name, OnnxModel model, Precision precision, List<List<Tensor>> proofSamples)
      throws RefusedException, IOException {
    if (!PRECISIONS.contains(precision)) {
      throw new IllegalArgumentException("precision " + precision + " cannot be converted yet");
    }
    byte[] graph = new Normaliser().normalise(model, proofSamples);
    Digest digest = store.put(graph);
    return new Variant(name, precision, Dialect.ONNXRUNTIME, digest, new ByteCount(graph.length));
  }
}
