package dev.gantry.golden.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Mean average precision: the area under the envelope of precision over recall, by all-point
 * interpolation, then the mean over the IoUs and over the classes.
 */
public final class MeanPrecision implements TaskQuality {
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

  /** All detections of one class over all samples, sorted once for any number of weightings. */
  private static final class Ranking {
    private final int[] sample;
    private final int[] right;
    private final int[] labelled;

    private Ranking(int[] sample, int[] right, int[] labelled) {
      this.sample = sample;
      this.right = right;
      this.labelled = labelled;
    }

    private record Ranked(int sample, BoxScores.Scored scored) {}

    static Ranking of(List<BoxScores> samples, int kind) {
      List<Ranked> ranked = new ArrayList<>();
      for (int index = 0; index < samples.size(); index++) {
        for (BoxScores.Scored scored : samples.get(index).found()) {
          if (scored.kind() == kind) {
            ranked.add(new Ranked(index, scored));
          }
        }
      }
      ranked.sort(Comparator.comparingDouble((Ranked one) -> one.scored().score()).reversed());
      return new Ranking(
          ranked.stream().mapToInt(Ranked::sample).toArray(),
          ranked.stream().mapToInt(one -> one.scored().right()).toArray(),
          samples.stream().mapToInt(one -> one.labelled().get(kind)).toArray());
    }

    long there(int[] weights) {
      long there = 0;
      for (int index = 0; index < labelled.length; index++) {
        there += (long) labelled[index] * weights[index];
      }
      return there;
    }

    /**
     * A sample that counts several times is the same as that many samples with equal scores:
     * precision only rises along right detections, so its last copy speaks for all of them.
     */
    double precision(int level, int[] weights, long there) {
      double[] reached = new double[sample.length];
      long hits = 0;
      long all = 0;
      for (int rank = 0; rank < sample.length; rank++) {
        int weight = weights[sample[rank]];
        all += weight;
        hits += rightAt(rank, level) ? weight : 0;
        reached[rank] = all == 0 ? 0 : (double) hits / all;
      }
      double envelope = 0;
      double area = 0;
      for (int rank = sample.length - 1; rank >= 0; rank--) {
        envelope = Math.max(envelope, reached[rank]);
        area += rightAt(rank, level) ? weights[sample[rank]] * envelope : 0;
      }
      return area / there;
    }

    private boolean rightAt(int rank, int level) {
      return (right[rank] >> level & 1) == 1;
    }
  }
}
