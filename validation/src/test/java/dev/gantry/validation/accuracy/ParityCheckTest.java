package dev.gantry.validation.accuracy;

import static dev.gantry.validation.judgement.Given.golden;
import static dev.gantry.validation.judgement.Given.identical;
import static dev.gantry.validation.judgement.Given.logits;
import static dev.gantry.validation.judgement.Given.parity;
import static dev.gantry.validation.judgement.Given.score;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.validation.judgement.Given;
import dev.gantry.validation.judgement.Sights;
import dev.gantry.validation.ruling.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParityCheckTest {
  private static final Criterion.Parity SQNR = parity(ParityMetric.SQNR, ">= 20 dB");

  private static Ruling rule(Criterion.Parity criterion, SampleTaskScore... scores) {
    return new ParityCheck(criterion, Precision.INT8).rule(List.of(scores), golden(scores.length));
  }

  private static Criterion.Parity loose(ParityMetric metric) {
    return switch (metric) {
      case SQNR -> parity(metric, ">= -199 dB");
      case COSINE -> parity(metric, ">= -0.99");
      case MAX_ABS -> parity(metric, "<= 1000000");
      case ARGMAX -> parity(metric, ">= 0.01 %");
    };
  }

  @Test
  void an_argmax_of_boxes_is_a_fault_of_the_release_file() {
    Criterion.Parity argmax = parity(ParityMetric.ARGMAX, ">= 99 %");
    assertThat(new ParityCheck(argmax, Precision.FP32).rule(List.of(), Sights.boxes(1)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.blame()).isEqualTo(Blame.CONFIGURATION));
  }

  @Test
  void the_sums_of_all_samples_are_judged_and_the_worst_sample_is_named() {
    // Signal 25 + 25, noise 0.25 + 0.04: 22.37 dB; the first alone has 20 dB.
    Ruling ruling =
        rule(
            SQNR, score(0, logits(3, 4), logits(3, 3.5f)), score(1, logits(3, 4), logits(3, 4.2f)));
    assertThat(ruling)
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met ->
                assertThat(met.message())
                    .isEqualTo(
                        "22.37 dB measured on output 'logits' over 2 samples (worst sample 's0': 20"
                            + " dB), at least 20 dB required"));
  }

  @Test
  void below_the_limit_is_broken_without_any_chance() {
    assertThat(rule(SQNR, score(0, logits(3, 4), logits(3, 5))))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> {
              assertThat(broken.chance()).isZero();
              assertThat(broken.value().unit()).isEqualTo(Unit.DECIBEL);
              assertThat(broken.message()).startsWith("13.98 dB measured on output 'logits'");
              assertThat(broken.remedy()).contains("gantry inspect", "'s0'");
            });
  }

  @Test
  void a_value_on_the_limit_keeps_it() {
    assertThat(rule(SQNR, score(0, logits(3, 4), logits(3, 3.5f)))).isInstanceOf(Ruling.Met.class);
    assertThat(
            rule(
                parity(ParityMetric.ARGMAX, ">= 50 %"),
                score(0, logits(1, 2), logits(2, 1)),
                score(1, logits(1, 2), logits(1, 2))))
        .isInstanceOf(Ruling.Met.class);
  }

  @Test
  void shares_are_judged_in_the_unit_of_the_limit() {
    assertThat(
            rule(
                parity(ParityMetric.ARGMAX, ">= 0.75"),
                score(0, logits(1, 2), logits(2, 1)),
                score(1, logits(1, 2), logits(1, 2))))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> assertThat(broken.value()).isEqualTo(new Quantity(0.5, Unit.ONE)));
  }

  @ParameterizedTest
  @EnumSource(ParityMetric.class)
  void nan_in_the_engines_output_breaks_every_metric(ParityMetric metric) {
    assertThat(rule(loose(metric), score(0, logits(3, 4), logits(3, 4))))
        .isInstanceOf(Ruling.Met.class);
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThat(
              rule(
                  loose(metric),
                  score(0, logits(3, 4), logits(3, 4)),
                  score(1, logits(3, 4), logits(bad, 4))))
          .isInstanceOfSatisfying(
              Ruling.Broken.class,
              broken -> {
                assertThat(broken.message())
                    .startsWith(
                        "1 values of output 'logits' are NaN or infinite where the reference is"
                            + " finite, in 1 of 2 samples, the first 's1'");
                assertThat(broken.value().value()).isFinite();
                assertThat(loose(metric).limit().allows(broken.value())).isFalse();
              });
    }
  }

  @ParameterizedTest
  @EnumSource(ParityMetric.class)
  void another_shape_breaks_every_metric(ParityMetric metric) {
    assertThat(rule(loose(metric), score(0, logits(3, 4), logits(3, 4, 5))))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken ->
                assertThat(broken.message())
                    .contains("sample 's0'", "float32[1, 2]", "float32[1, 3]"));
  }

  @Test
  void a_reference_that_is_not_finite_blames_the_data() {
    assertThat(rule(SQNR, score(0, logits(Float.NaN, 4), logits(3, 4))))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class, unknown -> assertThat(unknown.blame()).isEqualTo(Blame.DATA));
  }

  @ParameterizedTest
  @EnumSource(ParityMetric.class)
  void an_engine_that_gives_only_nan_is_not_praised_where_the_reference_does_too(
      ParityMetric metric) {
    SampleTaskScore[] scores = new SampleTaskScore[200];
    scores[0] = score(0, logits(3, 4), logits(3, 4));
    for (int i = 1; i < 200; i++) {
      scores[i] = score(i, logits(Float.NaN, Float.NaN), logits(Float.NaN, Float.NaN));
    }
    assertThat(rule(loose(metric), scores))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> {
              assertThat(unknown.blame()).isEqualTo(Blame.DATA);
              assertThat(unknown.message())
                  .isEqualTo(
                      "the reference of output 'logits' is NaN or infinite throughout in 199 of"
                          + " 200 samples, first 's1'");
              assertThat(unknown.remedy()).contains("capture its references again");
            });
  }

  @ParameterizedTest
  @EnumSource(ParityMetric.class)
  void one_blind_output_of_one_sample_is_enough(ParityMetric metric) {
    Tensor boxes = Tensor.ofFloats("boxes", List.of(1L, 2L), 10, 10);
    Tensor blind =
        Tensor.ofFloats("boxes", List.of(1L, 2L), Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
    assertThat(rule(loose(metric), two(0, boxes), two(1, blind)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown ->
                assertThat(unknown.message())
                    .contains("output 'boxes' is NaN or infinite throughout in 1 of 2", "'s1'"));
    assertThat(rule(loose(metric), two(0, boxes), two(1, boxes))).isInstanceOf(Ruling.Met.class);
  }

  private static SampleTaskScore two(int index, Tensor boxes) {
    List<Tensor> outputs = List.of(logits(1, 2), boxes);
    return Given.score(Given.sample(index), Given.CLASSES, outputs, outputs);
  }

  @Test
  void an_engine_that_is_broken_is_not_excused_by_a_blind_reference() {
    assertThat(
            rule(
                SQNR,
                score(0, logits(Float.NaN, Float.NaN), logits(1, 2)),
                score(1, logits(1, 2), logits(Float.NaN, 2))))
        .isInstanceOf(Ruling.Broken.class);
  }

  @Test
  void values_left_out_are_told() {
    assertThat(rule(SQNR, score(0, logits(Float.NaN, 4, 3), logits(Float.NaN, 4, 3))))
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met ->
                assertThat(met.message())
                    .contains("left out because the reference is NaN or infinite there", "same: 1")
                    .doesNotContain("identical"));
  }

  @Test
  void a_choice_among_nan_is_neither_praise_nor_the_engines_fault() {
    assertThat(
            rule(
                loose(ParityMetric.ARGMAX),
                score(0, logits(1, 2), logits(1, 2)),
                score(1, logits(Float.NaN, 2), logits(Float.NaN, 2))))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> {
              assertThat(unknown.blame()).isEqualTo(Blame.DATA);
              assertThat(unknown.message())
                  .isEqualTo(
                      "the reference of output 'logits' has no largest value, for NaN is among its"
                          + " values, in 1 of 2 samples, first 's1'");
            });
  }

  @Test
  void an_argmax_is_judged_where_the_classes_are_not_on_the_last_axis() {
    List<Long> shape = List.of(1L, 3L, 1L, 1L);
    List<Tensor> reference = List.of(Tensor.ofFloats("logits", shape, 1, 9, 2));
    List<Tensor> other = List.of(Tensor.ofFloats("logits", shape, 9, 1, 2));
    Criterion.Parity all = parity(ParityMetric.ARGMAX, ">= 100 %");
    assertThat(rule(all, Given.score(Given.sample(0), Given.CLASSES, reference, reference)))
        .isInstanceOf(Ruling.Met.class);
    assertThat(rule(all, Given.score(Given.sample(0), Given.CLASSES, reference, other)))
        .isInstanceOf(Ruling.Broken.class);
  }

  @Test
  void a_reference_of_zeros_is_told_in_words() {
    assertThat(rule(SQNR, score(0, logits(0, 0), logits(0, 1))))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> {
              assertThat(broken.value()).isEqualTo(new Quantity(-200, Unit.DECIBEL));
              assertThat(broken.message()).contains("the reference is all zero");
            });
    assertThat(rule(SQNR, score(0, logits(1, 2), logits(0, 0))))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> assertThat(broken.message()).contains("the engine's output is all zero"));
  }

  @Test
  void the_worst_output_is_the_one_that_counts() {
    Tensor boxes = Tensor.ofFloats("boxes", List.of(1L, 2L), 10, 10);
    Tensor poor = Tensor.ofFloats("boxes", List.of(1L, 2L), 10, 5);
    SampleTaskScore score =
        Given.score(
            Given.sample(0),
            Given.CLASSES,
            List.of(logits(1, 2), boxes),
            List.of(logits(1, 2), poor));
    for (Criterion.Parity criterion :
        List.of(
            SQNR, parity(ParityMetric.MAX_ABS, "<= 1"), parity(ParityMetric.COSINE, ">= 0.99"))) {
      assertThat(rule(criterion, score))
          .isInstanceOfSatisfying(
              Ruling.Broken.class,
              broken -> assertThat(broken.message()).contains("on output 'boxes'"));
    }
  }

  @Test
  void an_output_that_was_never_compared_is_not_a_pass() {
    Tensor empty = Tensor.ofFloats("boxes", List.of(0L, 4L));
    SampleTaskScore score =
        Given.score(
            Given.sample(0),
            Given.CLASSES,
            List.of(logits(1, 2), empty),
            List.of(logits(1, 2), empty));
    assertThat(rule(SQNR, score))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("output 'boxes'"));
  }

  @Test
  void an_argmax_without_a_choice_is_not_a_pass() {
    SampleTaskScore score =
        Given.score(Given.sample(0), Given.CLASSES, List.of(logits(1)), List.of(logits(1)));
    assertThat(rule(parity(ParityMetric.ARGMAX, ">= 99 %"), score))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.blame()).isEqualTo(Blame.CONFIGURATION));
  }

  @Test
  void a_part_of_the_golden_set_proves_nothing() {
    assertThat(new ParityCheck(SQNR, Precision.INT8).rule(identical(7), golden(8)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("7 of the 8 samples"));
    assertThat(new ParityCheck(SQNR, Precision.INT8).rule(List.of(), golden(8)))
        .isInstanceOf(Ruling.Unknown.class);
    assertThat(new ParityCheck(SQNR, Precision.INT8).rule(List.of(), golden(0)))
        .isInstanceOf(Ruling.Unknown.class);
    List<SampleTaskScore> twice = new ArrayList<>(identical(7));
    twice.add(twice.get(0));
    assertThat(new ParityCheck(SQNR, Precision.INT8).rule(twice, golden(8)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("scored twice"));
    assertThat(new ParityCheck(SQNR, Precision.INT8).rule(identical(8), golden(7)))
        .isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void an_output_that_the_golden_set_declares_must_be_compared() {
    SampleTaskScore bare =
        new SampleTaskScore(Given.sample(0), List.of(), java.util.Optional.empty());
    assertThat(rule(SQNR, bare))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("output 'logits' of sample 's0'"));
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43})
  void more_noise_never_turns_broken_into_met_and_a_looser_limit_never_met_into_broken(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] reference = new float[50];
    float[] noise = new float[50];
    for (int i = 0; i < 50; i++) {
      reference[i] = (float) random.nextGaussian();
      noise[i] = (float) random.nextGaussian();
    }
    boolean[] metBefore = new boolean[60];
    java.util.Arrays.fill(metBefore, true);
    for (double size = 0.001; size < 10; size *= 1.7) {
      float[] got = reference.clone();
      for (int i = 0; i < 50; i++) {
        got[i] += (float) (size * noise[i]);
      }
      SampleTaskScore score = score(0, logits(reference), logits(got));
      boolean metAbove = false;
      for (int decibels = 59; decibels >= 0; decibels--) {
        Limit limit = Limit.parse(">= " + decibels + " dB");
        boolean met =
            rule(new Criterion.Parity(ParityMetric.SQNR, limit, 0.99), score) instanceof Ruling.Met;
        String what = "seed " + seed + ", noise " + size + ", " + limit;
        assertThat(metAbove && !met).as(what).isFalse();
        assertThat(met && !metBefore[decibels]).as(what).isFalse();
        metAbove = met;
        metBefore[decibels] = met;
      }
    }
    assertThat(metBefore[30]).as("seed " + seed).isFalse();
  }
}
