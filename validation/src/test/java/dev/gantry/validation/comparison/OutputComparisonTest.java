package dev.gantry.validation.comparison;

import static dev.gantry.validation.judgement.Given.logits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputComparisonTest {
  private static final float NAN = Float.NaN;
  private static final float INFINITE = Float.POSITIVE_INFINITY;

  private static double value(ParityMetric metric, OutputComparison comparison) {
    return new ParityMeasure(metric).of(comparison).orElseThrow();
  }

  @Test
  void the_sums_are_those_of_the_definition() {
    OutputComparison sums = OutputComparison.of(logits(3, 4), logits(3, 3.5f));
    assertThat(sums.values().referencePower()).isEqualTo(25);
    assertThat(sums.values().otherPower()).isEqualTo(21.25);
    assertThat(sums.values().dot()).isEqualTo(23);
    assertThat(sums.values().errorPower()).isEqualTo(0.25);
    assertThat(value(ParityMetric.SQNR, sums)).isCloseTo(20, within(1e-12));
    assertThat(value(ParityMetric.COSINE, sums))
        .isCloseTo(23 / Math.sqrt(25 * 21.25), within(1e-12));
    assertThat(value(ParityMetric.MAX_ABS, sums)).isEqualTo(0.5);
    assertThat(value(ParityMetric.ARGMAX, sums)).isEqualTo(100);
  }

  @Test
  void identical_outputs_are_the_ceiling_and_no_infinity() {
    OutputComparison sums = OutputComparison.of(logits(3, 4), logits(3, 4));
    assertThat(sums.identical()).isTrue();
    assertThat(value(ParityMetric.SQNR, sums)).isEqualTo(200);
    assertThat(value(ParityMetric.COSINE, sums)).isEqualTo(1);
    assertThat(value(ParityMetric.MAX_ABS, sums)).isEqualTo(0);
  }

  @Test
  void zero_against_zero_is_identical_and_zero_against_something_is_as_bad_as_can_be() {
    assertThat(value(ParityMetric.SQNR, OutputComparison.of(logits(0, 0), logits(0, 0))))
        .isEqualTo(200);
    OutputComparison noise = OutputComparison.of(logits(0, 0), logits(0, 1e-20f));
    assertThat(value(ParityMetric.SQNR, noise)).isEqualTo(-200);
    assertThat(value(ParityMetric.COSINE, noise)).isEqualTo(0);
    OutputComparison silent = OutputComparison.of(logits(1, 2), logits(0, 0));
    assertThat(value(ParityMetric.SQNR, silent)).isEqualTo(0);
    assertThat(value(ParityMetric.COSINE, silent)).isEqualTo(0);
  }

  @Test
  void the_cosine_of_a_mirrored_output_is_minus_one() {
    assertThat(value(ParityMetric.COSINE, OutputComparison.of(logits(1, 2), logits(-1, -2))))
        .isEqualTo(-1, within(1e-12));
  }

  @Test
  void nothing_that_is_not_finite_enters_the_sums_unseen() {
    OutputComparison sums =
        OutputComparison.of(
            logits(1, 2, 3, NAN, INFINITE, NAN), logits(NAN, -INFINITE, 3, NAN, INFINITE, 7));
    assertThat(sums.values().nonFinite()).isEqualTo(2);
    assertThat(sums.values().unreferenced()).isEqualTo(1);
    assertThat(sums.values().alike()).isEqualTo(2);
    assertThat(sums.values().compared()).isEqualTo(1);
    assertThat(sums.identical()).isFalse();
  }

  @Test
  void an_infinity_of_the_other_sign_is_not_the_same() {
    assertThat(OutputComparison.of(logits(INFINITE), logits(-INFINITE)).values().unreferenced())
        .isEqualTo(1);
    assertThat(OutputComparison.of(logits(INFINITE), logits(INFINITE)).values().unreferenced())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,4", "4", "1,4,1,1", "1,2,2", "2,2", "1,1,4"})
  void a_sample_has_one_largest_value_whatever_its_shape(String axes) {
    List<Long> shape = Arrays.stream(axes.split(",")).map(Long::valueOf).toList();
    Tensor reference = Tensor.ofFloats("o", shape, 1, 2, 9, 4);
    OutputComparison same = OutputComparison.of(reference, Tensor.ofFloats("o", shape, 2, 1, 9, 5));
    assertThat(same.choices()).isEqualTo(1);
    assertThat(value(ParityMetric.ARGMAX, same)).isEqualTo(100);
    // Each row of two still has its largest where it was, but the sample has not.
    OutputComparison moved =
        OutputComparison.of(reference, Tensor.ofFloats("o", shape, 1, 10, 9, 4));
    assertThat(moved.choices()).isEqualTo(1);
    assertThat(value(ParityMetric.ARGMAX, moved)).isEqualTo(0);
  }

  @Test
  void a_segmentation_with_every_class_wrong_does_not_agree() {
    List<Long> shape = List.of(1L, 4L, 8L, 8L);
    float[] wanted = new float[256];
    float[] given = new float[256];
    Arrays.fill(wanted, 0, 64, 5);
    Arrays.fill(given, 64, 128, 5);
    OutputComparison sums =
        OutputComparison.of(
            Tensor.ofFloats("o", shape, wanted), Tensor.ofFloats("o", shape, given));
    assertThat(value(ParityMetric.ARGMAX, sums)).isEqualTo(0);
  }

  @Test
  void a_choice_among_nan_agrees_with_nothing_not_even_with_another_nan() {
    assertThat(OutputComparison.of(logits(1, 2), logits(NAN, 2)).agreeing()).isZero();
    assertThat(OutputComparison.of(logits(2, 1), logits(2, NAN)).agreeing()).isZero();
    OutputComparison both = OutputComparison.of(logits(NAN, 2), logits(NAN, 2));
    assertThat(both.agreeing()).isZero();
    assertThat(both.choices()).isEqualTo(1);
    assertThat(both.undecided()).isEqualTo(1);
    assertThat(OutputComparison.of(logits(1, 2), logits(NAN, 2)).undecided()).isZero();
  }

  @Test
  void nan_against_nan_is_skipped_and_counted_and_not_identical() {
    OutputComparison all = OutputComparison.of(logits(NAN, NAN), logits(NAN, NAN));
    assertThat(all.values().alike()).isEqualTo(2);
    assertThat(all.blind()).isTrue();
    assertThat(all.identical()).isFalse();
    OutputComparison half = OutputComparison.of(logits(NAN, 1), logits(NAN, 1));
    assertThat(half.values().alike()).isEqualTo(1);
    assertThat(half.blind()).isFalse();
    assertThat(half.identical()).isFalse();
    assertThat(all.plus(half).values().alike()).isEqualTo(3);
    assertThat(all.plus(half).undecided()).isEqualTo(2);
  }

  @Test
  void a_reference_is_blind_whatever_the_engine_gives_and_seeing_where_the_engine_is_not_finite() {
    assertThat(OutputComparison.of(logits(NAN, INFINITE), logits(1, 2)).blind()).isTrue();
    assertThat(OutputComparison.of(logits(1, NAN), logits(NAN, NAN)).blind()).isFalse();
    Tensor empty = Tensor.ofFloats("o", List.of(0L, 6L));
    assertThat(OutputComparison.of(empty, empty).blind()).isFalse();
  }

  @Test
  void a_sample_of_one_value_has_nothing_to_choose() {
    OutputComparison sums = OutputComparison.of(logits(1), logits(1));
    assertThat(sums.choices()).isZero();
    assertThat(new ParityMeasure(ParityMetric.ARGMAX).of(sums)).isEmpty();
    assertThat(new ParityMeasure(ParityMetric.SQNR).of(sums)).hasValue(200);
  }

  @ParameterizedTest
  @EnumSource(ParityMetric.class)
  void an_empty_output_has_no_value(ParityMetric metric) {
    Tensor empty = Tensor.ofFloats("o", List.of(0L, 6L));
    assertThat(new ParityMeasure(metric).of(OutputComparison.of(empty, empty))).isEmpty();
  }

  @Test
  void a_scalar_is_compared() {
    Tensor scalar = Tensor.ofFloats("o", List.of(), 2);
    assertThat(OutputComparison.of(scalar, scalar).values().compared()).isEqualTo(1);
  }

  @Test
  void another_shape_name_or_type_is_told_and_not_compared() {
    Tensor wider = logits(1, 2, 3);
    assertThat(OutputComparison.of(logits(1, 2), wider).mismatch())
        .contains("the reference is logits float32[1, 2], the engine gave logits float32[1, 3]");
    Tensor half =
        new Tensor(
            new TensorSpec("logits", ElementType.FLOAT16, List.of(1L, 2L)), ByteBuffer.allocate(4));
    assertThat(OutputComparison.of(logits(1, 2), half).mismatch().orElseThrow())
        .contains("float16");
    Tensor other = Tensor.ofFloats("boxes", List.of(1L, 2L), 1, 2);
    assertThat(OutputComparison.of(logits(1, 2), other).mismatch().orElseThrow()).contains("boxes");
  }

  @Test
  void a_reference_that_is_not_float32_is_refused() {
    Tensor whole =
        new Tensor(new TensorSpec("ids", ElementType.INT32, List.of(1L)), ByteBuffer.allocate(4));
    assertThatThrownBy(() -> OutputComparison.of(whole, whole))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("int32");
  }

  @Test
  void sums_of_different_outputs_do_not_merge() {
    OutputComparison one = OutputComparison.of(logits(1), logits(1));
    OutputComparison other =
        OutputComparison.missing(new TensorSpec("b", ElementType.FLOAT32, List.of(1L)));
    assertThatThrownBy(() -> one.plus(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void merged_sums_are_those_of_all_values_at_once(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] wanted = new float[400];
    float[] given = new float[400];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = (float) random.nextGaussian();
      given[i] = random.nextInt(20) == 0 ? NAN : wanted[i] + (float) random.nextGaussian() / 10;
    }
    OutputComparison all = compare(wanted, given, 0, 400);
    OutputComparison merged =
        compare(wanted, given, 0, 120)
            .plus(compare(wanted, given, 120, 130))
            .plus(compare(wanted, given, 130, 400));
    String what = "seed " + seed;
    assertThat(merged.values().errorPower())
        .as(what)
        .isCloseTo(all.values().errorPower(), within(1e-9));
    assertThat(merged.values().referencePower())
        .as(what)
        .isCloseTo(all.values().referencePower(), within(1e-9));
    assertThat(merged.values().otherPower())
        .as(what)
        .isCloseTo(all.values().otherPower(), within(1e-9));
    assertThat(merged.values().dot()).as(what).isCloseTo(all.values().dot(), within(1e-9));
    assertThat(merged.values().largestError()).as(what).isEqualTo(all.values().largestError());
    assertThat(merged.values().nonFinite())
        .as(what)
        .isEqualTo(all.values().nonFinite())
        .isPositive();
    assertThat(merged.values().compared()).as(what).isEqualTo(all.values().compared());
    // Each of the three is a sample of its own, with one choice.
    assertThat(merged.choices()).as(what).isEqualTo(3);
  }

  private static OutputComparison compare(float[] wanted, float[] given, int from, int to) {
    List<Long> shape = List.of((to - from) / 10L, 10L);
    return OutputComparison.of(
        Tensor.ofFloats("o", shape, Arrays.copyOfRange(wanted, from, to)),
        Tensor.ofFloats("o", shape, Arrays.copyOfRange(given, from, to)));
  }
}
