package dev.gantry.harness.plan;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.ReleasePlan.PlannedModel;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.settings.tree.SettingsDocument;
import dev.gantry.targets.trtexec.RawFile;
import dev.gantry.targets.trtexec.TrtexecCommands;
import java.util.ArrayList;
import java.util.List;

/** Finds the models and precisions that the trtexec of their kind of board would refuse. */
final class TrtexecCheck {
  private final SettingsDocument release;
  private final ReleasePlan plan;
  private final List<Problem> problems = new ArrayList<>();

  TrtexecCheck(SettingsDocument release, ReleasePlan plan) {
    this.release = release;
    this.plan = plan;
  }

  List<Problem> problems() {
    for (int index = 0; index < plan.models().size(); index++) {
      PlannedModel model = plan.models().get(index);
      for (PlannedCell planned : plan.cells()) {
        BoardKind kind = plan.kind(planned.cell());
        if (planned.cell().model().equals(model.name()) && kind.backend() == Backend.TRTEXEC) {
          cell(index, model, planned.cell().precision(), kind);
        }
      }
    }
    return problems.stream().distinct().toList();
  }

  private void cell(int index, PlannedModel model, Precision precision, BoardKind kind) {
    TensorrtSetup setup = kind.requireTensorrt();
    TrtexecCommands errand = TrtexecCommands.planned(setup.version()).orElseThrow();
    try {
      errand.build(TensorrtCheck.build(precision, setup));
    } catch (RefusedException e) {
      tell(e, kind, "models", index, "precisions", place(index, precision));
    }
    try {
      errand.infer(names(model.golden().inputs()));
    } catch (RefusedException e) {
      tell(e, kind, "models", index, "onnx");
    }
    RawFile.clash(names(model.golden().outputs()))
        .ifPresent(
            words ->
                problems.add(
                    release.problem(
                        words,
                        "or give such boards the backend tensorrt",
                        "models",
                        index,
                        "onnx")));
  }

  private int place(int index, Precision precision) {
    int item = 0;
    while (!release
        .text("models", index, "precisions", item)
        .orElse(precision.toString())
        .equals(precision.toString())) {
      item++;
    }
    return item;
  }

  private static List<String> names(List<TensorSpec> tensors) {
    return tensors.stream().map(TensorSpec::name).toList();
  }

  private void tell(RefusedException refused, BoardKind kind, Object... place) {
    for (Problem problem : refused.problems()) {
      problems.add(release.problem(kind.name() + ": " + problem.what(), problem.remedy(), place));
    }
  }
}
