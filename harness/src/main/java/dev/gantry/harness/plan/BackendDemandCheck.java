package dev.gantry.harness.plan;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Problem;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.settings.shape.RecordKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Refuses demands of a release that the backends of its boards cannot answer, before a board is
 * touched.
 */
final class BackendDemandCheck {
  private final PartialRecord<ReleaseFile> release;
  private final ModelBackends backends;
  private final List<Problem> problems = new ArrayList<>();

  BackendDemandCheck(PartialRecord<ReleaseFile> release, ModelBackends backends) {
    this.release = release;
    this.backends = backends;
  }

  List<Problem> problems() {
    release.parts(ReleaseFile::models).forEach(model -> model(model, backends.of(model)));
    return problems;
  }

  private void model(PartialRecord<ModelEntry> model, Set<Backend> met) {
    if (met.contains(Backend.TRTEXEC)) {
      driven(model, "deadline", ModelEntry::deadline);
      driven(model, "throughput", ModelEntry::throughput);
      driven(model, "soak", ModelEntry::soak);
      driven(model, "cold", ModelEntry::cold);
    }
    boolean tensorrt = met.contains(Backend.TRTEXEC) || met.contains(Backend.TENSORRT);
    if (!tensorrt && !met.isEmpty() && model.has(ModelEntry::audit)) {
      problems.add(
          model.problem(
              "only TensorRT tells what its engines compute in, and no board of this model has it",
              "leave 'audit' out; 'gantry inspect' tells it of an engine of ONNX Runtime",
              ModelEntry::audit));
    }
  }

  /** Such ways of driving trtexec, which asks one query after another, does not know. */
  private void driven(
      PartialRecord<ModelEntry> model, String words, RecordKey<ModelEntry, ?> scenario) {
    if (model.has(scenario)) {
      problems.add(
          model.problem(
              "trtexec asks one query after another: boards with this backend cannot show '"
                  + words
                  + "'",
              "leave it out, or give such boards the backend tensorrt",
              scenario));
    }
  }
}
