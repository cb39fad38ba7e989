package dev.gantry.harness.plan;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Problem;
import dev.gantry.settings.tree.SettingsDocument;
import dev.gantry.settings.tree.SettingsNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Refuses demands of a release that the backends of its boards cannot answer, before a board is
 * touched.
 */
final class BackendDemandCheck {
  /** Ways of driving that trtexec, which asks one query after another, does not know. */
  private static final List<String> DRIVEN = List.of("deadline", "throughput", "soak", "cold");

  private final SettingsDocument release;
  private final ModelBackends backends;
  private final List<Problem> problems = new ArrayList<>();

  BackendDemandCheck(SettingsDocument release, ModelBackends backends) {
    this.release = release;
    this.backends = backends;
  }

  List<Problem> problems() {
    if (release.at("models").orElse(null) instanceof SettingsNode.Sequence models) {
      for (int index = 0; index < models.items().size(); index++) {
        model(index, backends.model(index));
      }
    }
    return problems;
  }

  private void model(int index, Set<Backend> met) {
    if (met.contains(Backend.TRTEXEC)) {
      for (String key : DRIVEN) {
        if (release.at("models", index, key).isPresent()) {
          tell(
              "trtexec asks one query after another: boards with this backend cannot show '"
                  + key
                  + "'",
              "leave it out, or give such boards the backend tensorrt",
              index,
              key);
        }
      }
    }
    boolean tensorrt = met.contains(Backend.TRTEXEC) || met.contains(Backend.TENSORRT);
    if (!tensorrt && !met.isEmpty() && release.at("models", index, "audit").isPresent()) {
      tell(
          "only TensorRT tells what its engines compute in, and no board of this model has it",
          "leave 'audit' out; 'gantry inspect' tells it of an engine of ONNX Runtime",
          index,
          "audit");
    }
  }

  private void tell(String what, String remedy, int index, String key) {
    problems.add(release.problem(what, remedy, "models", index, key));
  }
}
