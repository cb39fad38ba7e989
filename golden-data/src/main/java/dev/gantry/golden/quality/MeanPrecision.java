package dev.gantry.golden.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Mean average precision as COCO's own evaluation has it, for objects of any size: the envelope of
 * precision read at the recalls 0, 0.01, ..., 1, then the mean over the IoUs and over the classes
 * that are labelled. Of each picture the 100 best detections of a class count. Where scores are
 * equal, the earlier picture comes first, and in one picture the earlier detection.
 */
public final class MeanPrecision implements TaskQuality {
  private static final int MOST_OF_A_CLASS = 100;
  private static final int RECALLS = 101;

  /** As NumPy spreads them: 0.35 is a bit more than 35 of 100, and so needs the next one. */
  private static final double RECALL_STEP = 0.01;

  private final int samples;
  private final int levels;
  private final List<Ranking> rankings;

  private MeanPrecision(List<BoxScores> samples, int levels) {
    this.samples = samples.size();
    this.levels = levels;
    int classes = samples.isEmpty() ? 0 : samples.get(0).labelled().size();
    this.rankings =
        IntStream.range(0, classes).mapToObj(kind -> Ranking.of(samples, kind)).toList();
  }

  /** Found is what overlaps by half. */
  public static MeanPrecision at50(List<BoxScores> samples) {
    return new MeanPrecision(samples, 1);
  }

  /** The mean over the IoUs 0.50, 0.55, ..., 0.95. */
  public static MeanPrecision from50To95(List<BoxScores> samples) {
    return new MeanPrecision(samples, BoxScores.LEVELS);
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public int classes() {
    return rankings.size();
  }

  @Override
  public int labelled(int kind) {
    return (int) IntStream.of(rankings.get(kind).labelled).filter(count -> count > 0).count();
  }

  @Override
  public OptionalDouble of(int kind, int[] weights) {
    Ranking ranking = rankings.get(kind);
    long there = ranking.there(weights);
    if (there == 0) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (int level = 0; level < levels; level++) {
      sum += ranking.precision(level, weights, there);
    }
    return OptionalDouble.of(sum / levels);
  }

  /**
   * All detections of one class over all samples, sorted once for any number of weightings.
   *
   * @param ends behind each place in the ranking that begins a run of one sample and score, where
   *     that run ends
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
  private record Ranking(int[] sample, int[] right, int[] ends, int[] labelled) {
    private record Ranked(int sample, BoxScores.Scored scored) {
      boolean ties(Ranked other) {
        return sample == other.sample && scored.score() == other.scored.score();
      }
    }

    static Ranking of(List<BoxScores> samples, int kind) {
      List<Ranked> ranked = new ArrayList<>();
      for (int index = 0; index < samples.size(); index++) {
        int sample = index;
        samples.get(index).found().stream()
            .filter(scored -> scored.kind() == kind)
            .limit(MOST_OF_A_CLASS)
            .forEach(scored -> ranked.add(new Ranked(sample, scored)));
      }
      ranked.sort(Comparator.comparingDouble((Ranked one) -> one.scored().score()).reversed());
      return new Ranking(
          ranked.stream().mapToInt(Ranked::sample).toArray(),
          ranked.stream().mapToInt(one -> one.scored().right()).toArray(),
          ends(ranked),
          samples.stream().mapToInt(one -> one.labelled().get(kind)).toArray());
    }

    private static int[] ends(List<Ranked> ranked) {
      int[] ends = new int[ranked.size()];
      for (int rank = ends.length - 1; rank >= 0; rank--) {
        boolean last = rank + 1 == ends.length || !ranked.get(rank).ties(ranked.get(rank + 1));
        ends[rank] = last ? rank + 1 : ends[rank + 1];
      }
      return ends;
    }

    long there(int[] weights) {
      long there = 0;
      for (int index = 0; index < labelled.length; index++) {
        there += (long) labelled[index] * weights[index];
      }
      return there;
    }

    double precision(int level, int[] weights, long there) {
      double[] reached = new double[Math.toIntExact(there)];
      int hits = reached(level, weights, reached);
      for (int hit = hits - 2; hit >= 0; hit--) {
        reached[hit] = Math.max(reached[hit], reached[hit + 1]);
      }
      double sum = 0;
      int hit = 0;
      for (int recall = 0; recall < RECALLS; recall++) {
        while (hit < hits && (hit + 1) / (double) there < recall * RECALL_STEP) {
          hit++;
        }
        if (hit == hits) {
          break;
        }
        sum += reached[hit];
      }
      return sum / RECALLS;
    }

    /**
     * The precision at each right detection, in falling order of score; there are no others at
     * which it rises. A sample that counts twice is there twice, one copy behind the other.
     */
    private int reached(int level, int[] weights, double[] reached) {
      int hits = 0;
      int all = 0;
      for (int start = 0; start < sample.length; start = ends[start]) {
        for (int copy = weights[sample[start]]; copy > 0; copy--) {
          for (int rank = start; rank < ends[start]; rank++) {
            all++;
            if ((right[rank] >> level & 1) == 1) {
              hits++;
              reached[hits - 1] = (double) hits / all;
            }
          }
        }
      }
      return hits;
    }
  }
}
