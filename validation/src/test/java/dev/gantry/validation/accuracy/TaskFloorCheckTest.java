package dev.gantry.validation.accuracy;

import static dev.gantry.validation.judgement.Given.golden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.validation.comparison.OutputComparison;
import dev.gantry.validation.judgement.Given;
import dev.gantry.validation.judgement.Sights;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.statistics.BinomialTail;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskFloorCheckTest {
  private static Criterion.TaskFloor floor(TaskMetric metric, String limit) {
    return new Criterion.TaskFloor(
        metric, Optional.empty(), Optional.empty(), Limit.parse(limit), 0.99);
  }

  /** Reference and engine have the same samples wrong, as with wrong preprocessing of the set. */
  private static List<SampleTaskScore> agreeing(int samples, int wrong) {
    return IntStream.range(0, samples)
        .mapToObj(
            i ->
                new SampleTaskScore(
                    Given.sample(i),
                    List.of(OutputComparison.of(Given.logits(1, 2), Given.logits(1, 2))),
                    Optional.of(Given.choice(i >= wrong, i >= wrong))))
        .toList();
  }

  private static Ruling rule(Criterion.TaskFloor floor, List<SampleTaskScore> scores) {
    return new TaskFloorCheck(floor, Precision.INT8).rule(scores, golden(scores.size()));
  }

  @Test
  void a_set_that_is_wrong_with_its_engine_loses_nothing_and_is_broken_by_the_floor() {
    List<SampleTaskScore> scores = agreeing(300, 250);
    assertThat(new TaskLossCheck(Given.top1("<= 2 pt"), Precision.INT8).rule(scores, golden(300)))
        .isInstanceOf(Ruling.Met.class);
    assertThat(rule(floor(TaskMetric.TOP1, ">= 0.9"), scores))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> {
              assertThat(broken.value().value()).isBetween(0.166, 0.167);
              assertThat(broken.message())
                  .contains(
                      "of top1 reached on the golden set, 300 samples",
                      "the reference reaches 0.1667",
                      "at least 0.9 required");
              assertThat(broken.remedy()).contains("preprocessing", "'s0'");
            });
  }

  @Test
  void a_floor_is_proven_as_clopper_and_pearson_say() {
    for (int wrong = 0; wrong <= 40; wrong++) {
      boolean proven = new BinomialTail(300, 0.1).atMost(wrong) <= 0.01;
      assertThat(rule(floor(TaskMetric.TOP1, ">= 90 %"), agreeing(300, wrong)))
          .as("%d wrong", wrong)
          .isInstanceOf(proven ? Ruling.Met.class : Ruling.Unknown.class);
    }
  }

  @Test
  void a_slice_and_a_class_have_floors_of_their_own() {
    List<SampleTaskScore> scores = agreeing(200, 60);
    Limit limit = Limit.parse(">= 0.5");
    assertThat(
            rule(
                new Criterion.TaskFloor(
                    TaskMetric.TOP1, Optional.of("night"), Optional.empty(), limit, 0.99),
                scores))
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met -> assertThat(met.message()).contains("slice 'night', 100 samples"));
    assertThat(
            rule(
                new Criterion.TaskFloor(
                    TaskMetric.TOP1, Optional.empty(), Optional.of("blocked"), limit, 0.99),
                scores))
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met -> assertThat(met.message()).contains("class 'blocked', 200 samples"));
    assertThat(
            rule(
                new Criterion.TaskFloor(
                    TaskMetric.TOP1, Optional.empty(), Optional.of("clear"), limit, 0.99),
                scores))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class, unknown -> assertThat(unknown.blame()).isEqualTo(Blame.DATA));
  }

  @Test
  void boxes_have_a_floor_on_all_classes_and_on_one() {
    GoldenSet golden = Sights.boxes(200);
    // Kinds alternate in pairs: the first 40 samples hold 20 of each.
    List<SampleTaskScore> scores = Sights.missing(200, 40);
    assertThat(
            new TaskFloorCheck(floor(TaskMetric.MAP50, ">= 0.95"), Precision.INT8)
                .rule(scores, golden))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> assertThat(broken.message()).contains("the reference reaches 1"));
    assertThat(
            new TaskFloorCheck(floor(TaskMetric.MAP50, ">= 0.65"), Precision.INT8)
                .rule(scores, golden))
        .isInstanceOf(Ruling.Met.class);
    assertThat(
            new TaskFloorCheck(
                    new Criterion.TaskFloor(
                        TaskMetric.MAP50,
                        Optional.empty(),
                        Optional.of("blocked"),
                        Limit.parse(">= 0.95"),
                        0.99),
                    Precision.INT8)
                .rule(scores, golden))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> assertThat(broken.message()).contains("class 'blocked'"));
  }

  @Test
  void an_engine_on_the_floor_is_rarely_called_met_or_broken() {
    SplittableRandom random = new SplittableRandom(91);
    int met = 0;
    int broken = 0;
    for (int run = 0; run < 4000; run++) {
      int wrong = 0;
      for (int i = 0; i < 300; i++) {
        wrong += random.nextDouble() < 0.1 ? 1 : 0;
      }
      LossCount missing = new LossCount(300, wrong, 0, "");
      met += missing.kept(0.1, 0.99) ? 1 : 0;
      broken += missing.within(0.1) <= 0.01 ? 1 : 0;
    }
    assertThat(met).as("seed 91").isBetween(10, 64);
    assertThat(broken).as("seed 91").isLessThanOrEqualTo(64);
  }
}
