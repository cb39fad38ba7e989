package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.golden.quality.FaultlessQuality;
import dev.gantry.golden.quality.SingleClass;
import dev.gantry.golden.quality.TaskQuality;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Picks the samples that a floor speaks of, and tells what reference and engine reach on them.
 *
 * @param scores of the labelled samples of the slice, or of the class where samples have one
 */
public record TaskScope(
    Criterion.TaskFloor criterion, List<SampleTaskScore> scores, List<String> classes) {
  public TaskScope {
    scores = List.copyOf(scores);
    classes = List.copyOf(classes);
  }

  public static TaskScope of(
      Criterion.TaskFloor criterion, List<SampleTaskScore> scores, GoldenSet golden) {
    List<SampleTaskScore> spoken =
        scores.stream()
            .filter(score -> score.task().isPresent())
            .filter(score -> criterion.slice().map(score.sample().slices()::contains).orElse(true))
            .filter(
                score ->
                    !counted(criterion)
                        || criterion.kind().isEmpty()
                        || score.sample().label().equals(criterion.kind()))
            .toList();
    return new TaskScope(criterion, spoken, golden.classes());
  }

  private static boolean counted(Criterion.TaskFloor criterion) {
    return criterion.metric() == TaskMetric.TOP1;
  }

  boolean counted() {
    return counted(criterion);
  }

  /** Absent where nothing is labelled that it speaks of. */
  public OptionalDouble reference() {
    return reached(MetricPair::reference);
  }

  OptionalDouble engine() {
    return reached(MetricPair::engine);
  }

  private OptionalDouble reached(Function<MetricPair, TaskQuality> whose) {
    return scores.isEmpty() ? OptionalDouble.empty() : quality(whose).all();
  }

  private TaskQuality quality(Function<MetricPair, TaskQuality> whose) {
    TaskQuality whole = whose.apply(MetricPair.of(criterion.metric(), scores, classes.size()));
    // Of a choice, samples of other classes are not among the scores.
    return criterion
        .kind()
        .filter(kind -> !counted())
        .<TaskQuality>map(kind -> new SingleClass(whole, classes.indexOf(kind)))
        .orElse(whole);
  }

  /** What is missing to a model without any fault, the way a loss is told. */
  SeenLoss missing() {
    if (counted()) {
      List<SampleTaskScore> wrong =
          scores.stream()
              .filter(score -> score.task().filter(TaskOutcome::engineRight).isEmpty())
              .toList();
      return new LossCount(
          scores.size(), wrong.size(), 0, wrong.isEmpty() ? "" : wrong.get(0).sample().name());
    }
    TaskQuality engine = quality(MetricPair::engine);
    return MetricLoss.of(
        criterion.metric(), new MetricPair(new FaultlessQuality(engine), engine), scores, classes);
  }
}
