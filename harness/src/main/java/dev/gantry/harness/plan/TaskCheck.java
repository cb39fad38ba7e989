package dev.gantry.harness.plan;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.task.DecodingMisfit;
import dev.gantry.harness.files.ParityLimits;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.harness.files.ReleaseFile.TaskEntry;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.validation.accuracy.TaskFit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Checks that what is demanded of one model can be read from its golden set: after hours on a rack
 * it would be found out too late.
 */
final class TaskCheck {
  private final PartialRecord<ModelEntry> model;
  private final GoldenFolder golden;
  private final TaskFit fit;
  private final List<Problem> problems = new ArrayList<>();

  TaskCheck(PartialRecord<ModelEntry> model, GoldenFolder golden) {
    this.model = model;
    this.golden = golden;
    this.fit = new TaskFit(golden.set());
  }

  List<Problem> problems() {
    model.part(ModelEntry::task).ifPresent(this::task);
    fit.argmaxMisfit().ifPresent(this::argmax);
    return problems;
  }

  private void task(PartialRecord<TaskEntry> task) {
    Optional<TaskMetric> metric = task.value(TaskEntry::metric);
    metric
        .flatMap(fit::misfit)
        .or(() -> metric.flatMap(this::unlabelled))
        .ifPresent(
            misfit ->
                problems.add(task.problem(misfit.what(), misfit.remedy(), TaskEntry::metric)));
  }

  private Optional<DecodingMisfit> unlabelled(TaskMetric metric) {
    boolean labelled =
        IntStream.range(0, golden.set().samples().size())
            .anyMatch(sample -> labelled(metric, sample));
    return labelled
        ? Optional.empty()
        : Optional.of(
            new DecodingMisfit(
                "no sample of golden set " + golden.set().name() + " is labelled for " + metric,
                "label its samples, or limit parity instead"));
  }

  private boolean labelled(TaskMetric metric, int sample) {
    if (metric == TaskMetric.TOP1) {
      return golden.set().samples().get(sample).label().isPresent();
    }
    try {
      return !golden.truth(sample).isEmpty();
    } catch (IOException e) {
      return true; // Told with the samples.
    }
  }

  private void argmax(DecodingMisfit misfit) {
    model.named(ModelEntry::parity).values().stream()
        .filter(limits -> limits.has(ParityLimits::argmax))
        .map(limits -> limits.problem(misfit.what(), misfit.remedy(), ParityLimits::argmax))
        .forEach(problems::add);
  }
}
