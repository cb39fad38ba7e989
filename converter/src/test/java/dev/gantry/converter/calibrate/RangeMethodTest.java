package dev.gantry.converter.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeMethodTest {
  private static final List<String> ALL = List.of("max", "percentile", "mse", "entropy");

  private static Histogram seen(float... values) {
    Histogram histogram = Histogram.empty();
    histogram.add(FloatBuffer.wrap(values));
    return histogram;
  }

  private static float[] bell(long seed, int count) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int index = 0; index < count; index++) {
      values[index] = (float) random.nextGaussian();
    }
    return values;
  }

  /** The plain sum over all values, which the histogram is to save us. */
  private static double error(float[] values, float amax) {
    double step = amax / 127;
    double sum = 0;
    for (float value : values) {
      double level = Math.max(-127, Math.min(127, Math.rint(value / step)));
      sum += (level * step - value) * (level * step - value);
    }
    return sum / values.length;
  }

  private static double error(float[] values, TensorBounds bounds) {
    double step = (bounds.high() - (double) bounds.low()) / 255;
    double zero = Math.rint(-bounds.low() / step);
    double sum = 0;
    for (float value : values) {
      double level = Math.max(0, Math.min(255, Math.rint(value / step) + zero));
      sum += ((level - zero) * step - value) * ((level - zero) * step - value);
    }
    return sum / values.length;
  }

  @ParameterizedTest
  @ValueSource(strings = {"max", "percentile", "percentile:99.5", "mse", "entropy"})
  void a_label_is_read_again(String label) {
    assertThat(RangeMethod.parse(label).label()).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "minmax",
        "percentile:",
        "percentile:x",
        "percentile:101",
        "percentile:NaN",
        "percentile:0.5"
      })
  void what_is_no_method_is_refused(String text) {
    assertThatThrownBy(() -> RangeMethod.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("known: max");
  }

  @Test
  void every_method_takes_tensors_that_hold_one_value() {
    for (String label : ALL) {
      RangeMethod method = RangeMethod.parse(label);
      for (float value : new float[] {0, 5, -5, Float.MIN_NORMAL / 8, -Float.MIN_VALUE, 3e38f}) {
        Histogram seen = seen(value, value, value);
        String what = label + " of " + value;
        assertThat(method.symmetric(seen)).as(what).isBetween(0f, Math.abs(value));
        if (Math.abs(value) > 1e-30) {
          assertThat(method.symmetric(seen)).as(what).isGreaterThan(Math.abs(value) * 0.9f);
        }
        assertThat(method.asymmetric(seen).low()).as(what).isBetween(Math.min(0, value), 0f);
        assertThat(method.asymmetric(seen).high()).as(what).isBetween(0f, Math.max(0, value));
      }
    }
  }

  @Test
  void percentile_gives_up_what_it_says() {
    float[] values = new float[10_000];
    for (int index = 0; index < values.length; index++) {
      values[index] = index + 1;
    }
    assertThat(RangeMethod.parse("percentile:99").symmetric(seen(values)))
        .isCloseTo(9900, within(6f));
    assertThat(RangeMethod.parse("percentile:100").symmetric(seen(values))).isEqualTo(10_000f);
    values[0] = -5_000;
    TensorBounds bounds = RangeMethod.parse("percentile:99").asymmetric(seen(values));
    assertThat(bounds.low()).isZero();
    assertThat(bounds.high()).isCloseTo(9950, within(6f));
  }

  @Test
  void the_least_error_is_as_small_as_a_search_over_the_values_themselves_finds() {
    for (long seed = 0; seed < 20; seed++) {
      float[] values = bell(seed, 20_000);
      values[0] = new Random(seed).nextInt(40) - 20;
      Histogram seen = seen(values);
      double found = error(values, new LeastErrorRange().symmetric(seen));
      double best = Double.POSITIVE_INFINITY;
      for (int tried = 1; tried <= 300; tried++) {
        best = Math.min(best, error(values, seen.amax() * tried / 300));
      }
      assertThat(found).as("seed " + seed).isLessThan(best * 1.03);
      TensorBounds bounds = new LeastErrorRange().asymmetric(seen);
      assertThat(error(values, bounds)).as("seed " + seed).isLessThanOrEqualTo(found * 1.01);
      assertThat(error(values, bounds))
          .as("seed " + seed)
          .isLessThanOrEqualTo(error(values, new FullRange().asymmetric(seen)) * 1.001);
    }
  }

  @Test
  void entropy_does_not_drown_in_zeros() {
    float[] values = bell(3, 50_000);
    for (int index = 0; index < values.length; index++) {
      values[index] = Math.max(0, values[index]);
    }
    float[] more = java.util.Arrays.copyOf(values, values.length * 4);
    assertThat(new EntropyRange().symmetric(seen(more)))
        .isEqualTo(new EntropyRange().symmetric(seen(values)))
        .isGreaterThan(2f);
  }

  @Test
  void entropy_clips_a_lone_far_value() {
    float[] values = bell(4, 50_000);
    values[7] = 100;
    assertThat(new EntropyRange().symmetric(seen(values))).isBetween(2f, 30f);
  }

  @Test
  void a_step_is_never_zero() {
    for (float value : new float[] {0, Float.MIN_VALUE, 1e-38f, 1e-29f, 1, 3e38f, -3e38f}) {
      TensorRange range = TensorRange.of(seen(value), new FullRange());
      assertThat(range.step()).isPositive();
      assertThat(1 / range.symmetricStep(127)).isPositive().isLessThan(Float.POSITIVE_INFINITY);
      assertThat(range.zeroPoint()).isBetween(0, 255);
    }
  }
}
