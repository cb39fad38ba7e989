package dev.gantry.harness.walk;

import dev.gantry.converter.account.ComputedIn;
import dev.gantry.converter.account.ModelAccount;
import dev.gantry.converter.account.NodeAccount;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.RefusedException;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.validation.audit.NodeWork;
import dev.gantry.validation.evidence.GraphWork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Counts what the nodes of a variant multiply, and in which precision the graph has them. */
record VariantWork(Path variant, InferenceLimit limit) {
  GraphWork work() throws RefusedException {
    List<NodeWork> nodes = new ArrayList<>();
    for (NodeAccount node : ModelAccount.of(OnnxModel.read(variant), limit).nodes()) {
      long work = node.multiplyAdds().orElse(0);
      if (work > 0) {
        nodes.add(new NodeWork(node.name(), work, planned(node.precision())));
      }
    }
    return new GraphWork(nodes);
  }

  private static Precision planned(ComputedIn precision) {
    return switch (precision) {
      case INT8 -> Precision.INT8;
      case FP16, BF16 -> Precision.FP16;
      case FP32, FP64, OTHER -> Precision.FP32;
    };
  }
}
