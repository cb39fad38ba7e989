package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Tensor;
import java.nio.file.Path;
import java.util.List;

/** Brings a model into the one shape that the rest of the converter knows, and proves it. */
public final class Normaliser {
  private static final List<Pass> PASSES =
      List.of(
          new InlineExternalData(),
          new ConstantsToInitializers(),
          new InitializersOffInputs(),
          new DropUnusedWeights());

  /**
   * The samples serve as proof: on each, the outputs before and after agree to 120 dB or better.
   */
  public byte[] normalise(OnnxModel model, List<List<Tensor>> samples) throws RefusedException {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("without a sample nothing is proven");
    }
    Path parent = model.file().toAbsolutePath().getParent();
    Path folder = parent == null ? Path.of("").toAbsolutePath() : parent;
    OnnxMl.ModelProto graph = model.graph();
    for (Pass pass : PASSES) {
      graph = pass.apply(graph, folder);
    }
    byte[] bytes = graph.toByteArray();
    String name = model.file().toString();
    try (Proof proof = Proof.of(model, bytes)) {
      for (List<Tensor> sample : samples) {
        proof.check(sample);
      }
    } catch (Proof.BrokenException e) {
      throw new RefusedException(
          Problem.in(
              name,
              "normalising would change what it computes: " + e.getMessage(),
              "this is a fault of Gantry's passes ("
                  + String.join(", ", PASSES.stream().map(Pass::name).toList())
                  + "); please report it with the model"));
    } catch (ai.onnxruntime.OrtException | IllegalArgumentException e) {
      throw new RefusedException(
          Problem.in(
              name,
              "ONNX Runtime cannot run it: " + String.valueOf(e.getMessage()).strip(),
              "try it in Python with the same runtime version; the operator named is the place to look"));
    }
    return bytes;
  }
}
