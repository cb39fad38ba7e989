package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.model.NestedGraphs;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.observe.SeededSamples;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings a model into the one shape that the rest of the converter knows, and proves it. */
public final class ModelNormaliser {
  /** Whatever a pass breaks it breaks for nearly every sample. */
  private static final int PROOF_SAMPLES = 3;

  private static final Set<String> DRAWING_LOTS =
      Set.of(
          "RandomNormal",
          "RandomNormalLike",
          "RandomUniform",
          "RandomUniformLike",
          "Multinomial",
          "Bernoulli",
          "Dropout");

  static final List<GraphPass> PASSES =
      List.of(
          new InlineExternalData(),
          new InitializersOffInputs(),
          new InlineFunctions(),
          new RenameTensors(),
          new SortNodes(),
          new ConstantsToInitializers(),
          new DropDeadNodes(),
          new FixInputShapes(),
          new DropIdentities(),
          new FoldShapes(),
          new FoldConstants(),
          new FoldBatchNormalization(),
          new ShiftOpset(),
          new ConstantsToInitializers(),
          new FoldConstants(),
          new DropDeadNodes(),
          new DropUnusedImports(),
          new DropUnusedWeights(),
          new SortNodes());

  /**
   * The samples serve as proof: the first after every pass, three of them at the end, and after
   * every pass where that end disagrees.
   */
  public NormalisedModel normalise(OnnxModel model, SampleFeed samples, OpsetRange range)
      throws RefusedException, IOException {
    if (samples.count() == 0) {
      throw new IllegalArgumentException("without a sample nothing is proven");
    }
    EquivalenceProof proof =
        proof(model, samples.spread(PROOF_SAMPLES), samples instanceof SeededSamples);
    PassContext scene = new PassContext(model, shared(proof.samples()), range, samples.limit());
    List<String> infinite =
        FiniteWeights.remarks(
            model.file().toString(), new InlineExternalData().apply(model.graph(), scene));
    PassChain quick = new PassChain(proof, scene, 1, infinite);
    OnnxMl.ModelProto normal = quick.run(model.graph(), PASSES);
    if (proof.objection(normal, PROOF_SAMPLES).isEmpty()) {
      return checked(model, scene, normal, quick);
    }
    PassChain thorough = new PassChain(proof, scene, PROOF_SAMPLES, infinite);
    return checked(model, scene, thorough.run(model.graph(), PASSES), thorough);
  }

  private static NormalisedModel checked(
      OnnxModel model, PassContext scene, OnnxMl.ModelProto normal, PassChain chain)
      throws RefusedException {
    long opset = Graph.of(normal).opset();
    if (!scene.range().holds(opset)) {
      throw refused(
          model,
          "stays at operator set "
              + opset
              + "; "
              + scene.range()
              + " is wanted: "
              + chain.remarks(),
          "export it with an opset_version in that range");
    }
    return new NormalisedModel(normal, chain.applied(), chain.remarks());
  }

  private static EquivalenceProof proof(OnnxModel model, SampleFeed samples, boolean madeUp)
      throws RefusedException, IOException {
    try {
      return EquivalenceProof.of(model, samples);
    } catch (EquivalenceProof.UnsteadyException e) {
      throw refused(
          model,
          "gives different outputs for the same input, so nothing can be proven of it: "
              + e.getMessage()
              + lots(model),
          "export it without operators that draw random numbers");
    } catch (OrtException | IllegalArgumentException e) {
      throw refused(
          model,
          "ONNX Runtime cannot run it: " + String.valueOf(e.getMessage()).strip(),
          madeUp && String.valueOf(e.getMessage()).contains("while running")
              ? "its inputs were made up for want of samples: give some that it takes with --golden"
              : "try it in Python with the same runtime version; the operator named is the place to"
                  + " look");
    }
  }

  private static String lots(OnnxModel model) {
    String nodes =
        NestedGraphs.nodes(model.graph().getGraph())
            .filter(node -> DRAWING_LOTS.contains(node.getOpType()))
            .map(node -> node.getOpType() + " '" + String.join(", ", node.getOutputList()) + "'")
            .collect(Collectors.joining(", "));
    return nodes.isEmpty() ? "" : "; random numbers come from " + nodes;
  }

  private static RefusedException refused(OnnxModel model, String what, String remedy) {
    return new RefusedException(Problem.in(model.file().toString(), what, remedy));
  }

  /** Inputs that change their shape from sample to sample are not fixed. */
  private static List<TensorSpec> shared(List<List<Tensor>> samples) {
    return samples.get(0).stream()
        .map(Tensor::spec)
        .filter(
            spec ->
                samples.stream()
                    .allMatch(
                        sample -> sample.stream().anyMatch(tensor -> tensor.spec().equals(spec))))
        .toList();
  }
}
