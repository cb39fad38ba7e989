package dev.gantry.validation.accuracy;

import dev.gantry.dossier.TaskMetric;
import dev.gantry.golden.task.BoxScores;
import dev.gantry.golden.task.MapScores;
import dev.gantry.golden.task.MeanOverlap;
import dev.gantry.golden.task.MeanPrecision;
import dev.gantry.golden.task.TaskQuality;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** One metric of the reference and of the engine over the same samples. */
public record MetricPair(TaskQuality reference, TaskQuality engine) {

  /** Of samples whose outcome is of the kind that the metric is measured on. */
  public static MetricPair of(TaskMetric metric, List<SampleTaskScore> labelled) {
    List<TaskOutcome> outcomes =
        labelled.stream().map(score -> score.task().orElseThrow()).toList();
    return switch (metric) {
      case MAP50 -> boxes(outcomes, MeanPrecision::at50);
      case MAP50_95 -> boxes(outcomes, MeanPrecision::from50To95);
      case MIOU -> maps(outcomes);
      case TOP1 -> throw new IllegalArgumentException("top1 is counted, see LossCount");
    };
  }

  private static MetricPair boxes(
      List<TaskOutcome> outcomes, Function<List<BoxScores>, TaskQuality> quality) {
    List<TaskOutcome.Boxes> boxes = outcomes.stream().map(TaskOutcome.Boxes.class::cast).toList();
    return new MetricPair(
        quality.apply(boxes.stream().map(TaskOutcome.Boxes::reference).toList()),
        quality.apply(boxes.stream().map(TaskOutcome.Boxes::engine).toList()));
  }

  private static MetricPair maps(List<TaskOutcome> outcomes) {
    List<TaskOutcome.ClassMap> maps =
        outcomes.stream().map(TaskOutcome.ClassMap.class::cast).toList();
    List<MapScores> reference = maps.stream().map(TaskOutcome.ClassMap::reference).toList();
    List<MapScores> engine = maps.stream().map(TaskOutcome.ClassMap::engine).toList();
    return new MetricPair(new MeanOverlap(reference), new MeanOverlap(engine));
  }

  int samples() {
    return reference.samples();
  }

  /** With every sample once. */
  OptionalDouble loss() {
    int[] once = new int[samples()];
    Arrays.fill(once, 1);
    return loss(once);
  }

  /** Absent where nothing that counts is labelled. */
  OptionalDouble loss(int[] weights) {
    OptionalDouble wanted = reference.of(weights);
    OptionalDouble given = engine.of(weights);
    // Both are measured by the same labels, so both are there or none is.
    return wanted.isPresent() && given.isPresent()
        ? OptionalDouble.of(wanted.getAsDouble() - given.getAsDouble())
        : OptionalDouble.empty();
  }
}
