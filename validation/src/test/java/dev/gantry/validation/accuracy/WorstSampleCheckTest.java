package dev.gantry.validation.accuracy;

import static dev.gantry.validation.judgement.Given.golden;
import static dev.gantry.validation.judgement.Given.logits;
import static dev.gantry.validation.judgement.Given.parity;
import static dev.gantry.validation.judgement.Given.score;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorstSampleCheckTest {
  private static final Criterion.WorstSample WORST =
      new Criterion.WorstSample(Limit.parse(">= 3 dB"), 0.99);
  private static final int SAMPLES = 300;

  /** Longer than a sketch, so that distances are those of sketches. */
  private static final int VALUES = 1000;

  private static Ruling rule(List<SampleTaskScore> scores) {
    return new WorstSampleCheck(WORST, Precision.INT8).rule(scores, golden(scores.size()));
  }

  private static List<SampleTaskScore> scores(float[][] references, IntFunction<float[]> answers) {
    return IntStream.range(0, references.length)
        .mapToObj(i -> score(i, logits(references[i]), logits(answers.apply(i))))
        .toList();
  }

  private static float[][] references(SplittableRandom random) {
    float[][] references = new float[SAMPLES][];
    for (int sample = 0; sample < SAMPLES; sample++) {
      references[sample] = drawn(random, VALUES, 1);
    }
    return references;
  }

  private static float[] drawn(SplittableRandom random, int values, double size) {
    float[] drawn = new float[values];
    for (int i = 0; i < values; i++) {
      drawn[i] = (float) (size * random.nextGaussian());
    }
    return drawn;
  }

  /** The reference with noise of so much power against a mean sample's. */
  private static float[] noisy(SplittableRandom random, float[] reference, double power) {
    float[] noise = drawn(random, reference.length, Math.sqrt(power));
    for (int i = 0; i < noise.length; i++) {
      noise[i] += reference[i];
    }
    return noise;
  }

  @Test
  void one_stale_answer_among_three_hundred_is_broken_and_named_where_the_sum_still_passes() {
    SplittableRandom random = new SplittableRandom(41);
    float[][] references = references(random);
    List<SampleTaskScore> scores =
        scores(references, i -> noisy(random, references[i == 7 ? 6 : i], 0.0003));
    assertThat(
            new ParityCheck(parity(ParityMetric.SQNR, ">= 20 dB"), Precision.INT8)
                .rule(scores, golden(SAMPLES)))
        .as("seed 41")
        .isInstanceOf(Ruling.Met.class);
    assertThat(rule(scores))
        .as("seed 41")
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> {
              assertThat(broken.chance()).isZero();
              assertThat(broken.value().value()).isBetween(-4.0, -2.0);
              assertThat(broken.message())
                  .contains(
                      "of sample 's7', the worst of 300, which has the answer of sample 's6'",
                      "it is the only one below",
                      "at least 3 dB required");
              assertThat(broken.remedy()).contains("'s7'");
            });
  }

  @Test
  void an_answer_that_is_nobody_elses_is_not_said_to_be() {
    SplittableRandom random = new SplittableRandom(42);
    float[][] references = references(random);
    Ruling ruling =
        rule(scores(references, i -> i == 7 ? drawn(random, VALUES, 1) : references[i]));
    assertThat(ruling)
        .as("seed 42")
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> assertThat(broken.message()).doesNotContain("answer of sample"));
  }

  @Test
  void the_noise_that_every_sample_has_is_not_held_against_a_silent_one() {
    SplittableRandom random = new SplittableRandom(43);
    float[][] references = references(random);
    references[7] = new float[VALUES];
    references[8] = drawn(random, VALUES, 0.01);
    // 20 dB over all samples, and five times the noise on a silent one.
    assertThat(rule(scores(references, i -> noisy(random, references[i], i == 7 ? 0.045 : 0.01))))
        .as("seed 43")
        .isInstanceOfSatisfying(
            Ruling.Met.class, met -> assertThat(met.value().value()).isBetween(3.0, 4.0));
  }

  @Test
  void a_silent_sample_with_an_answer_louder_than_a_twentieth_of_the_mean_is_broken() {
    SplittableRandom random = new SplittableRandom(44);
    float[][] references = references(random);
    references[7] = new float[VALUES];
    for (double power : new double[] {1, 0.06}) {
      assertThat(
              rule(scores(references, i -> noisy(random, references[i], i == 7 ? power : 0.003))))
          .as("seed 44, " + power)
          .isInstanceOf(Ruling.Broken.class);
    }
  }

  @Test
  void a_loud_sample_that_answers_nothing_is_broken() {
    SplittableRandom random = new SplittableRandom(45);
    float[][] references = references(random);
    assertThat(rule(scores(references, i -> i == 7 ? new float[VALUES] : references[i])))
        .isInstanceOfSatisfying(
            Ruling.Broken.class, broken -> assertThat(broken.value().value()).isZero());
  }

  @Test
  void identical_outputs_keep_every_limit_and_silence_that_speaks_keeps_none() {
    assertThat(rule(List.of(score(0, logits(0, 0), logits(0, 0))))).isInstanceOf(Ruling.Met.class);
    assertThat(rule(List.of(score(0, logits(0, 0), logits(0, 1)))))
        .isInstanceOf(Ruling.Broken.class);
  }

  @Test
  void nan_is_broken_and_half_a_set_proves_nothing() {
    assertThat(
            rule(
                List.of(
                    score(0, logits(3, 4), logits(3, 4)),
                    score(1, logits(3, 4), logits(Float.NaN, 4)))))
        .isInstanceOfSatisfying(
            Ruling.Broken.class, broken -> assertThat(broken.message()).contains("NaN", "'s1'"));
    assertThat(
            new WorstSampleCheck(WORST, Precision.INT8)
                .rule(List.of(score(0, logits(3, 4), logits(3, 4))), golden(2)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class, unknown -> assertThat(unknown.blame()).isEqualTo(Blame.DATA));
  }

  @Test
  void an_output_without_values_proves_nothing() {
    Tensor empty = Tensor.ofFloats("logits", List.of(1L, 0L), new float[0]);
    assertThat(rule(List.of(score(0, empty, empty)))).isInstanceOf(Ruling.Unknown.class);
  }
}
