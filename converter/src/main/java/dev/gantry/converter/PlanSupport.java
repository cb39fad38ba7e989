package dev.gantry.converter;

import dev.gantry.converter.emit.EmissionRequest;
import dev.gantry.converter.plan.NodePrecision;
import dev.gantry.converter.plan.PlanFile;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks which rules of a precision plan a variant can honour, and refuses all others. */
public record PlanSupport(EmissionRequest wish) {
  public void orRefuse(PrecisionPlan plan) throws RefusedException {
    List<Problem> problems = new ArrayList<>();
    for (int place = 0; place < plan.rules().size(); place++) {
      PlanFile.Rule rule = plan.rules().get(place);
      Optional<String> lack = lack(rule.precision());
      if (lack.isPresent()) {
        String named = rule.nodes().or(rule::operator).orElse("");
        problems.add(
            plan.source()
                .problem(
                    "the plan wants " + rule.precision() + " for " + named + ", and " + lack.get(),
                    "leave it out, or choose another precision or dialect",
                    PlanFile::rules,
                    place));
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  private Optional<String> lack(NodePrecision wanted) {
    return switch (wish.precision()) {
      case FP32 -> Optional.of("a plan has nothing to say of fp32");
      case FP16 -> wanted == NodePrecision.INT8 ? lacks("an fp16 variant") : Optional.empty();
      case INT8 -> wanted == NodePrecision.FP16 ? lacks("an int8 variant") : Optional.empty();
      // Its kernels know no float16 beside bytes.
      case INT8_FP16 ->
          wanted == NodePrecision.FP16 && wish.dialect() == Dialect.ONNXRUNTIME
              ? lacks(Precision.INT8 + " for " + wish.dialect())
              : Optional.empty();
    };
  }

  private static Optional<String> lacks(String what) {
    return Optional.of(what + " has none");
  }
}
