package dev.gantry.harness.plan;

import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.task.DecodingMisfit;
import dev.gantry.settings.tree.SettingsDocument;
import dev.gantry.settings.tree.SettingsNode;
import dev.gantry.validation.accuracy.TaskFit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Checks that what is demanded of one model can be read from its golden set: after hours on a rack
 * it would be found out too late.
 */
final class TaskCheck {
  private final SettingsDocument document;
  private final int model;
  private final GoldenFolder golden;
  private final TaskFit fit;
  private final List<Problem> problems = new ArrayList<>();

  TaskCheck(SettingsDocument document, int model, GoldenFolder golden) {
    this.document = document;
    this.model = model;
    this.golden = golden;
    this.fit = new TaskFit(golden.set());
  }

  List<Problem> problems() {
    document
        .text("models", model, "task", "metric")
        .flatMap(
            text ->
                Stream.of(TaskMetric.values())
                    .filter(metric -> metric.toString().equals(text))
                    .findFirst())
        .ifPresent(this::task);
    fit.argmaxMisfit().ifPresent(this::argmax);
    return problems;
  }

  private void task(TaskMetric metric) {
    fit.misfit(metric)
        .or(() -> unlabelled(metric))
        .ifPresent(misfit -> tell(misfit, "task", "metric"));
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
    if (document.at("models", model, "parity").orElse(null)
        instanceof SettingsNode.Mapping parity) {
      String key = ParityMetric.ARGMAX.toString();
      parity.entries().keySet().stream()
          .filter(precision -> document.at("models", model, "parity", precision, key).isPresent())
          .forEach(precision -> tell(misfit, "parity", precision, key));
    }
  }

  private void tell(DecodingMisfit misfit, String... inside) {
    List<Object> path = new ArrayList<>(List.of("models", model));
    path.addAll(List.of(inside));
    problems.add(document.problem(misfit.what(), misfit.remedy(), path.toArray()));
  }
}
