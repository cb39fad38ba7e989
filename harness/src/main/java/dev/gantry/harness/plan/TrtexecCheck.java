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
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.targets.trtexec.RawFile;
import dev.gantry.targets.trtexec.TrtexecCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Finds the models and precisions that the trtexec of their kind of board would refuse. */
final class TrtexecCheck {
  private final PartialRecord<ReleaseFile> release;
  private final ReleasePlan plan;
  private final List<Problem> problems = new ArrayList<>();

  TrtexecCheck(PartialRecord<ReleaseFile> release, ReleasePlan plan) {
    this.release = release;
    this.plan = plan;
  }

  List<Problem> problems() {
    for (PartialRecord<ModelEntry> entry : release.parts(ReleaseFile::models)) {
      PlannedModel model = plan.model(entry.value(ModelEntry::name).orElseThrow());
      for (PlannedCell planned : plan.cells()) {
        BoardKind kind = plan.kind(planned.cell());
        if (planned.cell().model().equals(model.name()) && kind.backend() == Backend.TRTEXEC) {
          cell(entry, model, planned.cell().precision(), kind);
        }
      }
    }
    return problems.stream().distinct().toList();
  }

  private void cell(
      PartialRecord<ModelEntry> entry, PlannedModel model, Precision precision, BoardKind kind) {
    TensorrtSetup setup = kind.requireTensorrt();
    TrtexecCommands errand = TrtexecCommands.planned(setup.version()).orElseThrow();
    try {
      errand.build(TensorrtCheck.build(precision, setup));
    } catch (RefusedException e) {
      tell(
          e,
          kind,
          (what, remedy) ->
              entry.problem(what, remedy, ModelEntry::precisions, place(entry, precision)));
    }
    try {
      errand.infer(names(model.golden().inputs()));
    } catch (RefusedException e) {
      tell(e, kind, (what, remedy) -> entry.problem(what, remedy, ModelEntry::onnx));
    }
    RawFile.clash(names(model.golden().outputs()))
        .ifPresent(
            words ->
                problems.add(
                    entry.problem(
                        words, "or give such boards the backend tensorrt", ModelEntry::onnx)));
  }

  private static int place(PartialRecord<ModelEntry> entry, Precision precision) {
    return entry.items(ModelEntry::precisions).entrySet().stream()
        .filter(item -> item.getValue() == precision)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(0);
  }

  private static List<String> names(List<TensorSpec> tensors) {
    return tensors.stream().map(TensorSpec::name).toList();
  }

  private void tell(
      RefusedException refused, BoardKind kind, BiFunction<String, String, Problem> at) {
    for (Problem problem : refused.problems()) {
      problems.add(at.apply(kind.name() + ": " + problem.what(), problem.remedy()));
    }
  }
}
