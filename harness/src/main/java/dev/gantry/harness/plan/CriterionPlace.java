package dev.gantry.harness.plan;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.harness.files.ParityLimits;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.harness.files.ReleaseFile.TaskEntry;
import dev.gantry.settings.shape.PartialRecord;
import java.util.Optional;

/** Finds the line of a release file on which a limit of parity or of a task was written. */
record CriterionPlace(PartialRecord<ModelEntry> model, Precision precision) {
  Problem problem(Criterion.Parity parity, String what, String remedy) {
    return parity()
        .map(limits -> problem(limits, parity.metric(), what, remedy))
        .orElseGet(() -> model.problem(what, remedy, ModelEntry::parity));
  }

  private static Problem problem(
      PartialRecord<ParityLimits> limits, ParityMetric metric, String what, String remedy) {
    return switch (metric) {
      case SQNR -> limits.problem(what, remedy, ParityLimits::sqnr);
      case COSINE -> limits.problem(what, remedy, ParityLimits::cosine);
      case MAX_ABS -> limits.problem(what, remedy, ParityLimits::maxAbs);
      case ARGMAX -> limits.problem(what, remedy, ParityLimits::argmax);
    };
  }

  Problem problem(Criterion.WorstSample worst, String what, String remedy) {
    return parity()
        .map(limits -> limits.problem(what, remedy, ParityLimits::worst))
        .orElseGet(() -> model.problem(what, remedy, ModelEntry::parity));
  }

  private Optional<PartialRecord<ParityLimits>> parity() {
    return Optional.ofNullable(model.named(ModelEntry::parity).get(precision));
  }

  Problem problem(Criterion.TaskLoss loss, String what, String remedy) {
    return model
        .part(ModelEntry::task)
        .map(
            task ->
                loss.slice()
                    .map(slice -> task.problem(what, remedy, TaskEntry::slices, slice))
                    .orElseGet(() -> task.problem(what, remedy, TaskEntry::margin)))
        .orElseGet(() -> model.problem(what, remedy));
  }

  Problem problem(Criterion.TaskFloor floor, String what, String remedy) {
    return model
        .part(ModelEntry::task)
        .map(
            task ->
                floor
                    .slice()
                    .map(slice -> task.problem(what, remedy, TaskEntry::slicesAtLeast, slice))
                    .or(
                        () ->
                            floor
                                .kind()
                                .map(
                                    kind ->
                                        task.problem(
                                            what, remedy, TaskEntry::classesAtLeast, kind)))
                    .orElseGet(() -> task.problem(what, remedy, TaskEntry::atLeast)))
        .orElseGet(() -> model.problem(what, remedy));
  }
}
