package dev.gantry.golden.quality;

import java.util.List;
import java.util.stream.IntStream;

/** Counts which class was taken for which: samples, boxes or places of a map. */
public final class ClassConfusion {
  /** Stands for no class: nothing was answered, or nothing is labelled where something was. */
  public static final int NOTHING = -1;

  private final int classes;
  private final long[] counts;

  private ClassConfusion(int classes, long[] counts) {
    this.classes = classes;
    this.counts = counts;
  }

  public static ClassConfusion of(List<SampleScore> scores, int classes) {
    long[] counts = new long[(classes + 1) * (classes + 1)];
    for (SampleScore score : scores) {
      for (Taken taken : score.taken()) {
        counts[at(taken.labelled(), taken.answered(), classes)] += taken.count();
      }
    }
    return new ClassConfusion(classes, counts);
  }

  /** How often one class was labelled and one answered, of those that ever were. */
  public record Taken(int labelled, int answered, int count) {}

  public long count(int labelled, int answered) {
    return counts[at(labelled, answered, classes)];
  }

  private static int at(int labelled, int answered, int classes) {
    return (labelled + 1) * (classes + 1) + answered + 1;
  }

  /** Counts the pairs of one sample. */
  static final class Tally {
    private final int classes;
    private final int[] counts;

    Tally(int classes) {
      this.classes = classes;
      this.counts = new int[(classes + 1) * (classes + 1)];
    }

    void add(int labelled, int answered) {
      counts[at(labelled, answered, classes)]++;
    }

    List<Taken> taken() {
      return IntStream.range(0, counts.length)
          .filter(at -> counts[at] > 0)
          .mapToObj(at -> new Taken(at / (classes + 1) - 1, at % (classes + 1) - 1, counts[at]))
          .toList();
    }
  }
}
