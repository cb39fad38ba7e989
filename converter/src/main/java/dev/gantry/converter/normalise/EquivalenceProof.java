package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the outputs of a model from before any change, and checks that a changed one still gives
 * them.
 */
final class EquivalenceProof {
  private final List<List<Tensor>> samples = new ArrayList<>();
  private final List<List<Tensor>> expected = new ArrayList<>();

  private final InferenceLimit limit;

  private EquivalenceProof(InferenceLimit limit) {
    this.limit = limit;
  }

  /** Runs the model as its file holds it. */
  static EquivalenceProof of(OnnxModel model, SampleFeed samples)
      throws OrtException, IOException, UnsteadyException {
    EquivalenceProof proof = new EquivalenceProof(samples.limit());
    // By path: a model with external data does not load from bytes.
    try (LoadedEngine before = LoadedEngine.asBuilt(model.file(), 1, proof.limit)) {
      for (int index = 0; index < samples.count(); index++) {
        List<Tensor> sample = samples.at(index);
        proof.samples.add(sample);
        proof.expected.add(before.run(sample));
      }
      Optional<String> unsteady = compare(proof.expected.get(0), before.run(proof.samples.get(0)));
      if (unsteady.isPresent()) {
        throw new UnsteadyException(unsteady.get());
      }
    }
    return proof;
  }

  List<List<Tensor>> samples() {
    return samples;
  }

  /** What is wrong with a changed model, in words, on the first samples. */
  Optional<String> objection(OnnxMl.ModelProto changed, int first) {
    try (LoadedEngine after = LoadedEngine.asBuilt(changed.toByteArray(), 1, limit)) {
      for (int index = 0; index < Math.min(first, samples.size()); index++) {
        Optional<String> found = compare(expected.get(index), after.run(samples.get(index)));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    } catch (OrtException | IllegalArgumentException e) {
      return Optional.of("ONNX Runtime runs it no more: " + String.valueOf(e.getMessage()).strip());
    }
  }

  private static Optional<String> compare(List<Tensor> expected, List<Tensor> got) {
    if (expected.size() != got.size()) {
      return Optional.of(expected.size() + " outputs became " + got.size());
    }
    for (int index = 0; index < expected.size(); index++) {
      Optional<String> found = OutputAgreementCheck.objection(expected.get(index), got.get(index));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The same input gives different outputs, before anything was changed. */
  static final class UnsteadyException extends Exception {
    private static final long serialVersionUID = 1;

    UnsteadyException(String message) {
      super(message);
    }
  }
}
