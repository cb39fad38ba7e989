package dev.gantry.golden.quality;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Mean intersection over union: the places of all samples are counted together, then the mean is
 * taken over the classes.
 */
public final class MeanOverlap implements TaskQuality {
  private final int samples;
  private final int classes;
  private final int[][] labelled;
  private final int[][] answered;
  private final int[][] both;

  public MeanOverlap(List<MapScores> samples) {
    this.samples = samples.size();
    this.classes = samples.isEmpty() ? 0 : samples.get(0).labelled().size();
    this.labelled = byClass(samples, MapScores::labelled);
    this.answered = byClass(samples, MapScores::answered);
    this.both = byClass(samples, MapScores::both);
  }

  private int[][] byClass(List<MapScores> scores, Function<MapScores, List<Integer>> counts) {
    return IntStream.range(0, classes)
        .mapToObj(
            kind -> scores.stream().mapToInt(score -> counts.apply(score).get(kind)).toArray())
        .toArray(int[][]::new);
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int labelled(int kind) {
    return (int) IntStream.of(labelled[kind]).filter(count -> count > 0).count();
  }

  /**
   * A class that is answered but labelled nowhere is left out, so that reference and engine are
   * measured by the same classes; the answer is missing from the class that is labelled there.
   */
  @Override
  public OptionalDouble of(int kind, int[] weights) {
    long wanted = sum(labelled[kind], weights);
    if (wanted == 0) {
      return OptionalDouble.empty();
    }
    long shared = sum(both[kind], weights);
    return OptionalDouble.of((double) shared / (wanted + sum(answered[kind], weights) - shared));
  }

  private static long sum(int[] counts, int[] weights) {
    long sum = 0;
    for (int index = 0; index < counts.length; index++) {
      sum += (long) counts[index] * weights[index];
    }
    return sum;
  }
}
