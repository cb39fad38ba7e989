package dev.gantry.harness.plan;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Problem;
import dev.gantry.settings.Document;
import dev.gantry.settings.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a release demands that only some backends can answer; found before a board is touched. */
final class TensorrtDemands {
  /** Ways of driving that trtexec, which asks one query after another, does not know. */
  private static final List<String> DRIVEN = List.of("deadline", "throughput", "soak", "cold");

  private final Document release;
  private final BackendsOf backends;
  private final List<Problem> problems = new ArrayList<>();

  TensorrtDemands(Document release, BackendsOf backends) {
    this.release = release;
    this.backends = backends;
  }

  List<Problem> problems() {
    if (release.at("models").orElse(null) instanceof Node.Sequence models) {
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
