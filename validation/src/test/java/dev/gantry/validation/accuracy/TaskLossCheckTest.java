package dev.gantry.validation.accuracy;

import static dev.gantry.validation.judgement.Given.golden;
import static dev.gantry.validation.judgement.Given.identical;
import static dev.gantry.validation.judgement.Given.losing;
import static dev.gantry.validation.judgement.Given.top1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.comparison.OutputComparison;
import dev.gantry.validation.judgement.Given;
import dev.gantry.validation.ruling.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskLossCheckTest {

  private static Ruling rule(Criterion.TaskLoss criterion, List<SampleTaskScore> scores) {
    return new TaskLossCheck(criterion, Precision.INT8).rule(scores, golden(scores.size()));
  }

  private static SampleTaskScore hit(int index, boolean reference, boolean engine) {
    return new SampleTaskScore(
        Given.sample(index),
        List.of(OutputComparison.of(Given.logits(1, 2), Given.logits(1, 2))),
        Optional.of(Given.choice(reference, engine)));
  }

  @Test
  void an_engine_that_answers_like_the_reference_loses_nothing_and_says_what_that_rests_on() {
    assertThat(rule(top1("<= 3 pt"), identical(200)))
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met -> {
              assertThat(met.value()).isEqualTo(new Quantity(0, Unit.POINT));
              // 1 - 0.01^(1/200) is 2.2763 pt.
              assertThat(met.message())
                  .isEqualTo(
                      "0 pt of top1 lost on the golden set (99 % sure it is at most 2.28 pt; 0"
                          + " samples lost and 0 gained of 200), at most 3 pt allowed; no answer"
                          + " changed on these samples");
            });
  }

  @Test
  void so_few_samples_prove_no_small_margin_and_say_how_many_would() {
    assertThat(rule(top1("<= 3 pt"), identical(20)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> {
              assertThat(unknown.blame()).isEqualTo(Blame.DATA);
              assertThat(unknown.message())
                  .contains("99 % sure it is at most 20.6 pt")
                  .endsWith("; 132 more labelled samples of the same sort would settle it");
              assertThat(unknown.remedy()).endsWith("until it has 152");
            });
    assertThat(rule(top1("<= 3 pt"), identical(151)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown ->
                assertThat(unknown.message())
                    .contains("at most 3.01 pt;", "; 1 more labelled sample of the same sort"));
    assertThat(rule(top1("<= 3 pt"), identical(152))).isInstanceOf(Ruling.Met.class);
  }

  @Test
  void gains_count_against_what_may_be_lost_unseen() {
    List<SampleTaskScore> scores = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      scores.add(hit(i, i >= 10, true));
    }
    // 40 without any change prove 10.9 pt, 10 gained of 40 prove that nothing is lost.
    assertThat(rule(top1("<= 10 pt"), identical(40))).isInstanceOf(Ruling.Unknown.class);
    assertThat(rule(top1("<= 10 pt"), scores)).isInstanceOf(Ruling.Met.class);
    assertThat(rule(top1("<= 0 pt"), scores)).isInstanceOf(Ruling.Met.class);
  }

  @Test
  void a_margin_of_nothing_is_never_proven_and_says_so() {
    for (String margin : List.of("<= 0 pt", "<= 0.001 pt")) {
      assertThat(rule(top1(margin), identical(2000)))
          .isInstanceOfSatisfying(
              Ruling.Unknown.class,
              unknown -> {
                assertThat(unknown.blame()).isEqualTo(Blame.CONFIGURATION);
                assertThat(unknown.message()).endsWith("samples prove so small a margin");
              });
    }
  }

  @Test
  void where_the_reference_has_nothing_right_nothing_can_be_lost() {
    List<SampleTaskScore> scores = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      scores.add(hit(i, false, i < 10));
    }
    assertThat(rule(top1("<= 100 pt"), scores))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> {
              assertThat(unknown.blame()).isEqualTo(Blame.DATA);
              assertThat(unknown.message())
                  .isEqualTo(
                      "the reference has 0 of 20 labels right in the golden set, so nothing could"
                          + " be lost: labels or class order are wrong");
            });
    scores.set(19, hit(19, true, true));
    assertThat(rule(top1("<= 100 pt"), scores)).isInstanceOf(Ruling.Met.class);
  }

  @Test
  void a_slice_that_the_reference_has_all_wrong_is_not_saved_by_the_others() {
    List<SampleTaskScore> scores = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      scores.add(hit(i, i % 2 != 0, i % 2 != 0));
    }
    assertThat(rule(top1("night", "<= 100 pt"), scores))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown ->
                assertThat(unknown.message()).contains("0 of 20 labels right in slice 'night'"));
    assertThat(rule(top1("<= 100 pt"), scores)).isInstanceOf(Ruling.Met.class);
  }

  @Test
  void one_sample_is_called_one_sample() {
    assertThat(rule(top1("<= 10 pt"), losing(200, 1)))
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met -> assertThat(met.message()).contains("; 1 sample lost and 0 gained of 200)"));
  }

  @Test
  void a_loss_far_beyond_the_margin_is_broken_and_names_a_sample() {
    assertThat(rule(top1("<= 1 pt"), losing(100, 20)))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> {
              assertThat(broken.value()).isEqualTo(new Quantity(20, Unit.POINT));
              assertThat(broken.chance()).isBetween(1e-12, 1e-5);
              assertThat(broken.message())
                  .isEqualTo(
                      "20 pt of top1 lost on the golden set (99 % sure it is at least 9.94 pt; 20"
                          + " samples lost and 0 gained of 100), at most 1 pt allowed");
              assertThat(broken.remedy()).contains("'s0'");
            });
  }

  @Test
  void a_loss_near_the_margin_asks_for_more_samples() {
    assertThat(rule(top1("<= 1 pt"), losing(100, 3)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> {
              assertThat(unknown.blame()).isEqualTo(Blame.DATA);
              assertThat(unknown.value()).contains(new Quantity(3, Unit.POINT));
              assertThat(unknown.message()).containsPattern("[0-9]+ more labelled samples");
            });
  }

  @Test
  void a_loss_on_the_margin_is_never_settled() {
    assertThat(rule(top1("<= 3 pt"), losing(100, 3)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("no number of samples will settle"));
  }

  @Test
  void gains_make_up_for_losses() {
    List<SampleTaskScore> scores = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      scores.add(hit(i, i >= 12, i < 12 || i >= 16));
    }
    // 12 gained and 4 lost: 2 pt better than the reference, and hardly by chance.
    assertThat(rule(top1("<= 2 pt"), scores))
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met -> {
              assertThat(met.value()).isEqualTo(new Quantity(-2, Unit.POINT));
              assertThat(met.message()).contains("4 samples lost and 12 gained of 400");
            });
    assertThat(rule(top1("<= -2 pt"), scores)).isInstanceOf(Ruling.Unknown.class);
    assertThat(rule(top1("<= -6 pt"), scores)).isInstanceOf(Ruling.Broken.class);
  }

  @Test
  void a_slice_is_judged_on_its_own_samples() {
    List<SampleTaskScore> scores = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      scores.add(hit(i, true, i % 2 != 0 || i > 60));
    }
    assertThat(rule(top1("night", "<= 3 pt"), scores))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> {
              assertThat(broken.value()).isEqualTo(new Quantity(62, Unit.POINT));
              assertThat(broken.message()).contains("slice 'night'", "31 samples lost", "of 50");
            });
    assertThat(rule(top1("<= 3 pt"), scores))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> assertThat(broken.value()).isEqualTo(new Quantity(31, Unit.POINT)));
  }

  @Test
  void fewer_than_twenty_samples_are_not_judged() {
    assertThat(rule(top1("<= 21 pt"), identical(20))).isInstanceOf(Ruling.Met.class);
    assertThat(rule(top1("<= 21 pt"), identical(19)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> {
              assertThat(unknown.blame()).isEqualTo(Blame.DATA);
              assertThat(unknown.remedy()).contains("at least 1 labelled");
            });
    assertThat(rule(top1("night", "<= 21 pt"), identical(38))).isInstanceOf(Ruling.Unknown.class);
    assertThat(rule(top1("<= 1 pt"), losing(19, 19))).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void an_empty_slice_is_not_a_pass() {
    assertThat(rule(top1("tunnel", "<= 100 pt"), identical(40)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).startsWith("0 labelled samples are in slice"));
  }

  @Test
  void an_engine_that_answers_nan_for_one_picture_is_broken_also_on_slices_without_it() {
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      List<SampleTaskScore> scores = new ArrayList<>(identical(200));
      // Infinity does not keep the right class from being chosen.
      scores.set(7, Given.score(7, Given.logits(1, 3), Given.logits(bad, 3)));
      for (Criterion.TaskLoss criterion : List.of(top1("<= 3 pt"), top1("night", "<= 50 pt"))) {
        assertThat(rule(criterion, scores))
            .isInstanceOfSatisfying(
                Ruling.Broken.class,
                broken -> {
                  assertThat(broken.value()).isEqualTo(new Quantity(100, Unit.POINT));
                  assertThat(broken.chance()).isZero();
                  assertThat(broken.message())
                      .startsWith(
                          "1 values of output 'logits' are NaN or infinite where the reference is"
                              + " finite, in 1 of 200 samples, the first 's7'; at most ")
                      .endsWith(" allowed of " + criterion.name());
                });
      }
    }
  }

  @Test
  void an_output_that_the_engine_did_not_give_is_broken() {
    List<SampleTaskScore> scores = new ArrayList<>(identical(200));
    scores.set(
        7, Given.score(Given.sample(7), Given.CLASSES, List.of(Given.logits(1, 3)), List.of()));
    assertThat(rule(top1("<= 3 pt"), scores))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> assertThat(broken.message()).contains("'logits'", "'s7'", "gave no"));
  }

  @Test
  void a_label_that_cannot_be_used_is_not_left_out_quietly() {
    List<SampleTaskScore> scores = new ArrayList<>(identical(40));
    scores.set(3, new SampleTaskScore(Given.sample(3), scores.get(3).outputs(), Optional.empty()));
    assertThat(rule(top1("<= 1 pt"), scores))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("1 of 40 labels", "'s3'"));
  }

  @Test
  void a_part_of_the_golden_set_proves_nothing() {
    assertThat(new TaskLossCheck(top1("<= 1 pt"), Precision.INT8).rule(identical(40), golden(41)))
        .isInstanceOf(Ruling.Unknown.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskMetric.class,
      names = {"MAP50", "MAP50_95", "MIOU"})
  void a_metric_of_boxes_or_maps_is_not_measured_on_a_classifier(TaskMetric metric) {
    Criterion.TaskLoss criterion =
        new Criterion.TaskLoss(metric, Optional.empty(), Limit.parse("<= 1 pt"), 0.99);
    assertThat(rule(criterion, identical(40)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> {
              assertThat(unknown.blame()).isEqualTo(Blame.CONFIGURATION);
              assertThat(unknown.message()).contains(metric + " is measured on", "one choice");
              assertThat(unknown.remedy()).contains("top1");
            });
  }

  @Test
  void more_lost_samples_never_help_and_a_larger_margin_never_harms() {
    for (int margin = 0; margin <= 20; margin++) {
      boolean met = true;
      boolean broken = false;
      for (int lost = 0; lost <= 60; lost++) {
        Ruling ruling = rule(top1("<= " + margin + " pt"), losing(150, lost));
        assertThat(ruling instanceof Ruling.Met && !met).as(ruling.toString()).isFalse();
        assertThat(broken && !(ruling instanceof Ruling.Broken)).as(ruling.toString()).isFalse();
        met = ruling instanceof Ruling.Met;
        broken = ruling instanceof Ruling.Broken;
      }
      assertThat(broken).isTrue();
    }
    for (int lost = 0; lost <= 30; lost += 3) {
      boolean metBefore = false;
      for (int margin = 0; margin <= 40; margin++) {
        boolean met = rule(top1("<= " + margin + " pt"), losing(150, lost)) instanceof Ruling.Met;
        assertThat(metBefore && !met).as(lost + " lost, margin " + margin).isFalse();
        metBefore = met;
      }
      assertThat(metBefore).isTrue();
    }
  }
}
