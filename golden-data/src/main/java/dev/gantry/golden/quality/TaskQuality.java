package dev.gantry.golden.quality;

import dev.gantry.dossier.TaskMetric;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** A metric over scored samples, each of which may count several times or not at all. */
public sealed interface TaskQuality
    permits MeanPrecision, MeanOverlap, ChoiceAccuracy, FaultlessQuality, SingleClass {
  /** Of scores that are of the kind that the metric is measured on. */
  static TaskQuality of(TaskMetric metric, List<SampleScore> scores, int classes) {
    return switch (metric) {
      case TOP1 -> new ChoiceAccuracy(all(ChoiceScore.class, scores), classes);
      case MAP50 -> MeanPrecision.at50(all(BoxScores.class, scores));
      case MAP50_95 -> MeanPrecision.from50To95(all(BoxScores.class, scores));
      case MIOU -> new MeanOverlap(all(MapScores.class, scores));
    };
  }

  private static <T extends SampleScore> List<T> all(Class<T> kind, List<SampleScore> scores) {
    return scores.stream().map(kind::cast).toList();
  }

  int samples();

  int classes();

  /** How many samples have labels of a class. */
  int labelled(int kind);

  /** The metric of one class; absent where nothing of it is labelled in what counts. */
  OptionalDouble of(int kind, int[] weights);

  /**
   * The mean over the classes that are labelled in what counts; absent where none is.
   *
   * @param weights how often each sample counts
   */
  default OptionalDouble of(int[] weights) {
    double sum = 0;
    int counted = 0;
    for (int kind = 0; kind < classes(); kind++) {
      OptionalDouble own = of(kind, weights);
      if (own.isPresent()) {
        sum += own.getAsDouble();
        counted++;
      }
    }
    return counted == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / counted);
  }

  /** With every sample once. */
  default OptionalDouble all() {
    return of(once());
  }

  default OptionalDouble all(int kind) {
    return of(kind, once());
  }

  private int[] once() {
    int[] weights = new int[samples()];
    Arrays.fill(weights, 1);
    return weights;
  }
}
