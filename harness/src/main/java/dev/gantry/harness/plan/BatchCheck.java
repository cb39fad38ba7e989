package dev.gantry.harness.plan;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.ModelSpecs;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.harness.files.ThroughputEntry;
import dev.gantry.settings.shape.PartialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that a model takes as many samples at once as its throughput is measured with. */
record BatchCheck(PartialRecord<ModelEntry> model, ModelSpecs specs) {
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    Optional<PartialRecord<ThroughputEntry>> throughput = model.part(ModelEntry::throughput);
    int batch = throughput.flatMap(entry -> entry.optional(ThroughputEntry::batch)).orElse(1);
    if (batch > 1) {
      specs.inputs().stream()
          .filter(input -> input.shape().isEmpty() || input.shape().get(0) >= 0)
          .forEach(input -> problems.add(problem(throughput.get(), batch, input)));
    }
    return problems;
  }

  private static Problem problem(
      PartialRecord<ThroughputEntry> throughput, int batch, TensorSpec input) {
    return throughput.problem(
        "the model takes " + input + ", so it cannot take " + batch + " samples at once",
        "leave batch out, or export the model with a first dimension that is open",
        ThroughputEntry::batch);
  }
}
