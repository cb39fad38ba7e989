package dev.gantry.golden.score;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.golden.task.BoxScores;
import dev.gantry.golden.task.ChoiceAccuracy;
import dev.gantry.golden.task.MapScores;
import dev.gantry.golden.task.MeanOverlap;
import dev.gantry.golden.task.MeanPrecision;
import dev.gantry.golden.task.TaskQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** The scores of all labelled samples of a set, from one source of answers. */
public final class SetScores {
  private final GoldenSet set;
  private final int[] samples;
  private final TaskQuality quality;

  private SetScores(GoldenSet set, int[] samples, TaskQuality quality) {
    this.set = set;
    this.samples = samples;
    this.quality = quality;
  }

  /** From the scores in the order of the samples; null where a sample has no labels. */
  static SetScores of(GoldenSet set, TaskMetric metric, AtomicReferenceArray<SampleScore> all) {
    int[] samples =
        IntStream.range(0, all.length()).filter(sample -> all.get(sample) != null).toArray();
    List<ChoiceAccuracy.Choice> choices = new ArrayList<>();
    List<BoxScores> boxes = new ArrayList<>();
    List<MapScores> maps = new ArrayList<>();
    for (int sample : samples) {
      SampleScore score = all.get(sample);
      if (score instanceof SampleScore.Chosen chosen) {
        choices.add(chosen.choice());
      } else if (score instanceof SampleScore.Boxed boxed) {
        boxes.add(boxed.scores());
      } else if (score instanceof SampleScore.Mapped mapped) {
        maps.add(mapped.scores());
      }
    }
    TaskQuality quality =
        switch (metric) {
          case TOP1 -> new ChoiceAccuracy(choices, set.classes().size());
          case MAP50 -> MeanPrecision.at50(boxes);
          case MAP50_95 -> MeanPrecision.from50To95(boxes);
          case MIOU -> new MeanOverlap(maps);
        };
    return new SetScores(set, samples, quality);
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
