package dev.gantry.validation.accuracy;

import dev.gantry.dossier.TaskMetric;
import dev.gantry.golden.quality.SampleScore;
import dev.gantry.golden.quality.TaskQuality;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** One metric of the reference and of the engine over the same samples. */
public record MetricPair(TaskQuality reference, TaskQuality engine) {

  /** Of samples whose outcome is of the kind that the metric is measured on. */
  public static MetricPair of(TaskMetric metric, List<SampleTaskScore> labelled, int classes) {
    return new MetricPair(
        quality(metric, labelled, TaskOutcome::reference, classes),
        quality(metric, labelled, TaskOutcome::engine, classes));
  }

  private static TaskQuality quality(
      TaskMetric metric,
      List<SampleTaskScore> labelled,
      Function<TaskOutcome, SampleScore> whose,
      int classes) {
    List<SampleScore> scores =
        labelled.stream().map(score -> whose.apply(score.task().orElseThrow())).toList();
    return TaskQuality.of(metric, scores, classes);
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
