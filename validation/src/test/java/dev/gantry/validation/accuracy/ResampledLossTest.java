package dev.gantry.validation.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.TaskMetric;
import dev.gantry.validation.judgement.Sights;
import dev.gantry.validation.statistics.BinomialTail;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResampledLossTest {
  private static final int RUNS = 300;

  /** The engine misses so much of what the reference sees. */
  private static final double MISSED = 0.05;

  @Test
  void an_engine_that_loses_just_the_margin_is_rarely_called_broken_or_kept() {
    double margin = trueLoss();
    // The margin is what 200,000 samples lose: that many say it to a tenth of a point.
    assertThat(margin).isBetween(0.04, 0.12);
    SplittableRandom random = new SplittableRandom(71);
    int broken = 0;
    int kept = 0;
    for (int run = 0; run < RUNS; run++) {
      ResampledLoss loss = ResampledLoss.of(pair(Sights.drawn(random, 150, MISSED)));
      broken += loss.within(margin) <= 0.05 ? 1 : 0;
      kept += loss.beyond(margin) <= 0.05 ? 1 : 0;
    }
    // Of 2000 runs 43 were broken and 103 kept, 9 and 15 at 99 %. Uncorrected 38 of 400 were kept.
    assertThat(broken).as("seed 71").isBetween(1, 20);
    assertThat(kept).as("seed 71").isBetween(5, 24);
  }

  private static double trueLoss() {
    MetricPair pair = pair(Sights.drawn(new SplittableRandom(72), 200_000, MISSED));
    return pair.reference().all().orElseThrow() - pair.engine().all().orElseThrow();
  }

  private static MetricPair pair(List<SampleTaskScore> scores) {
    return MetricPair.of(TaskMetric.MAP50, scores, 2);
  }

  @Test
  void tails_that_no_resample_reaches_are_thin_but_ordered() {
    ResampledLoss loss = ResampledLoss.of(pair(Sights.missing(200, 40)));
    double before = 1;
    for (int margin = 20; margin >= 0; margin--) {
      double within = loss.within(margin / 100.0);
      assertThat(within).as("margin %d", margin).isLessThanOrEqualTo(before).isPositive();
      before = within;
    }
    assertThat(before).isLessThan(1e-9);
    // Losses are multiples of 1/101 a class, so many resamples lie on one; both sides keep them.
    assertThat(loss.beyond(0.19) + loss.within(0.19)).isBetween(1.0, 1.15);
  }

  @Test
  void resamples_without_any_label_speak_for_neither_side() {
    List<SampleTaskScore> scores =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    Sights.score(
                        Sights.boxes(40),
                        i,
                        Sights.seen(0, 0.9),
                        i == 0 ? Sights.boxTruth(0) : Sights.boxTruth(),
                        Sights.seen(0, i == 0 ? 0 : 0.9)))
            .toList();
    ResampledLoss loss = ResampledLoss.of(pair(scores));
    // The only sample with a label is left out of a resample with a chance of (39/40)^40.
    assertThat(loss.within(-2)).isBetween(0.33, 0.40);
    assertThat(loss.beyond(2)).isBetween(0.33, 0.40);
  }

  @Test
  void the_thin_tail_is_of_the_size_of_the_exact_one() {
    // One class and one box a sample: the loss is the share of samples missed, as for top1.
    for (int missed : new int[] {12, 16, 20, 24}) {
      double drawn = ResampledLoss.of(pair(Sights.missing(200, missed))).within(0.01);
      double exact = new BinomialTail(200, missed / 200.0).atMost(2);
      assertThat(drawn).as("%d missed", missed).isBetween(exact, exact * 1000);
    }
  }
}
