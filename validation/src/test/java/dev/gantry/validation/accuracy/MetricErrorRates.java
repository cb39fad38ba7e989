package dev.gantry.validation.accuracy;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.validation.judgement.Sights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws how often the rule for mAP and mIoU calls an engine met or broken whose loss over all
 * samples there could be is the margin.
 *
 * @param missedShare of what the reference sees, the share that the engine misses
 */
public record MetricErrorRates(TaskMetric metric, int samples, double missedShare) {
  private static final int POPULATION = 100_000;

  /** How many trials were called met and broken. */
  public record Counted(int met, int broken) {}

  /** With another margin than the true loss it is power that is counted. */
  public Counted at(double margin, int trials, long seed, double alpha) {
    SplittableRandom random = new SplittableRandom(seed);
    int met = 0;
    int broken = 0;
    for (int trial = 0; trial < trials; trial++) {
      List<SampleTaskScore> scores = drawn(random, samples);
      MetricLoss loss =
          MetricLoss.of(
              metric, MetricPair.of(metric, scores, 2), scores, List.of("clear", "blocked"));
      met += loss.kept(margin, 1 - alpha) ? 1 : 0;
      broken += loss.within(margin) <= alpha ? 1 : 0;
    }
    return new Counted(met, broken);
  }

  /** What is lost on so many samples that they are all there could be. */
  public double trueLoss() {
    List<SampleTaskScore> all = drawn(new SplittableRandom(1), POPULATION);
    return MetricPair.of(metric, all, 2).loss().orElseThrow();
  }

  private List<SampleTaskScore> drawn(SplittableRandom random, int count) {
    return metric == TaskMetric.MIOU
        ? maps(random, count)
        : Sights.drawn(random, count, missedShare);
  }

  /** Places of a sample go wrong together, as what is hard to see does. */
  private List<SampleTaskScore> maps(SplittableRandom random, int count) {
    GoldenSet golden = Sights.maps(count);
    List<SampleTaskScore> scores = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int left = random.nextDouble() < 0.3 ? 1 : 0;
      int right = random.nextDouble() < 0.8 ? 1 : 0;
      boolean hard = random.nextDouble() < 0.1;
      boolean missed = random.nextDouble() < (hard ? 4 * missedShare : missedShare / 2);
      int seen = random.nextDouble() < (hard ? 0.3 : 0.02) ? 1 - left : left;
      scores.add(
          Sights.score(
              golden,
              i,
              Sights.map(seen, right),
              Sights.mapTruth(left, right),
              missed ? Sights.map(1 - seen, 1 - right) : Sights.map(seen, right)));
    }
    return scores;
  }
}
