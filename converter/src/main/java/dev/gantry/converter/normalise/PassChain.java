package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.dossier.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One pass after the other; one that changes what the model computes is taken back. */
final class PassChain {
  private final EquivalenceProof proof;
  private final PassContext scene;
  private final int samples;
  private final List<String> applied = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  /** So many samples are proven after each pass. */
  PassChain(EquivalenceProof proof, PassContext scene, int samples, List<String> known) {
    this.proof = proof;
    this.scene = scene;
    this.samples = samples;
    remarks.addAll(known);
  }

  OnnxMl.ModelProto run(OnnxMl.ModelProto model, List<GraphPass> passes) throws RefusedException {
    OnnxMl.ModelProto graph = model;
    for (GraphPass pass : passes) {
      graph = step(graph, pass);
    }
    return graph;
  }

  private OnnxMl.ModelProto step(OnnxMl.ModelProto model, GraphPass pass) throws RefusedException {
    Optional<String> objection;
    try {
      OnnxMl.ModelProto changed = pass.apply(model, scene);
      if (changed.equals(model)) {
        return model;
      }
      objection = proof.objection(changed, samples);
      if (objection.isEmpty()) {
        if (!applied.contains(pass.name())) {
          applied.add(pass.name());
        }
        return changed;
      }
    } catch (LeftOutException | OrtException | IllegalArgumentException e) {
      objection = Optional.of(String.valueOf(e.getMessage()).strip());
    }
    String remark = "left out '" + pass.name() + "': " + objection.get();
    if (!remarks.contains(remark)) {
      remarks.add(remark);
    }
    return model;
  }

  List<String> applied() {
    return applied;
  }

  List<String> remarks() {
    return remarks;
  }
}
