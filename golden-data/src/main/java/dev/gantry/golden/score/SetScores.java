package dev.gantry.golden.score;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.golden.quality.ClassConfusion;
import dev.gantry.golden.quality.SampleScore;
import dev.gantry.golden.quality.TaskQuality;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** The scores of all labelled samples of a set, from one source of answers. */
public final class SetScores {
  private final GoldenSet set;
  private final int[] samples;
  private final TaskQuality quality;
  private final ClassConfusion confusion;

  private SetScores(GoldenSet set, int[] samples, TaskQuality quality, ClassConfusion confusion) {
    this.set = set;
    this.samples = samples;
    this.quality = quality;
    this.confusion = confusion;
  }

  /** From the scores in the order of the samples; null where a sample has no labels. */
  static SetScores of(GoldenSet set, TaskMetric metric, AtomicReferenceArray<SampleScore> all) {
    int[] samples =
        IntStream.range(0, all.length()).filter(sample -> all.get(sample) != null).toArray();
    List<SampleScore> labelled = IntStream.of(samples).mapToObj(all::get).toList();
    int classes = set.classes().size();
    return new SetScores(
        set,
        samples,
        TaskQuality.of(metric, labelled, classes),
        // Without names a class is an index, and nobody knows how many there are.
        ClassConfusion.of(classes == 0 ? List.of() : labelled, classes));
  }

  ClassConfusion confusion() {
    return confusion;
  }

  OptionalDouble all() {
    return quality.all();
  }

  OptionalDouble slice(String slice) {
    return quality.of(weights(slice));
  }

  OptionalDouble kind(int kind) {
    return quality.all(kind);
  }

  int count() {
    return samples.length;
  }

  int count(String slice) {
    return IntStream.of(weights(slice)).sum();
  }

  int count(int kind) {
    return quality.labelled(kind);
  }

  private int[] weights(String slice) {
    return IntStream.of(samples)
        .map(sample -> set.samples().get(sample).slices().contains(slice) ? 1 : 0)
        .toArray();
  }
}
