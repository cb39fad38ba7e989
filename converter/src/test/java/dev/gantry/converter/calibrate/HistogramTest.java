package dev.gantry.converter.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
  @Test
  void nothing_is_lost_however_far_the_values_spread() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Histogram histogram = Histogram.empty();
      float least = Float.POSITIVE_INFINITY;
      float most = Float.NEGATIVE_INFINITY;
      long count = 0;
      for (int part = 0; part < 5; part++) {
        float[] values = new float[1 + random.nextInt(20_000)];
        float scale = (float) Math.pow(10, random.nextInt(60) - 30);
        for (int index = 0; index < values.length; index++) {
          values[index] = (float) (random.nextGaussian() * scale);
          least = Math.min(least, values[index]);
          most = Math.max(most, values[index]);
        }
        count += values.length;
        assertThat(histogram.add(FloatBuffer.wrap(values))).as("seed " + seed).isTrue();
      }
      assertThat(histogram.least()).as("seed " + seed).isEqualTo(least);
      assertThat(histogram.most()).as("seed " + seed).isEqualTo(most);
      assertThat(histogram.signed().total()).as("seed " + seed).isEqualTo(count);
      assertThat(histogram.folded().total()).as("seed " + seed).isEqualTo(count);
    }
  }

  @Test
  void each_value_is_counted_within_a_bin_of_where_it_is() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Histogram histogram = Histogram.empty();
      float value = (float) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(20) - 10));
      float far = value * (1 + random.nextInt(50));
      histogram.add(FloatBuffer.wrap(new float[] {value}));
      histogram.add(FloatBuffer.wrap(new float[] {far}));
      HistogramBins bins = histogram.signed();
      float low = Math.min(value, far);
      assertThat((double) low)
          .as("seed " + seed)
          .isBetween(
              bins.edge(bins.first()) - bins.width() / 100,
              bins.edge(bins.first() + 1) + bins.width() / 100);
      assertThat(bins.width()).as("seed " + seed).isLessThan(Math.abs(far) / 2000);
    }
  }

  @Test
  void what_is_no_number_is_told_and_not_counted() {
    for (float strange : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -1f / 0f}) {
      for (int place : new int[] {0, 1, 8191, 8192, 9998, 9999}) {
        float[] values = new float[10_000];
        values[place] = strange;
        assertThat(Histogram.empty().add(FloatBuffer.wrap(values))).isFalse();
        assertThat(Histogram.ofExtremes().add(FloatBuffer.wrap(values))).isFalse();
      }
    }
  }

  @Test
  void zeros_before_and_behind_other_values_are_counted_alike() {
    Histogram histogram = Histogram.empty();
    histogram.add(FloatBuffer.wrap(new float[10]));
    histogram.add(FloatBuffer.wrap(new float[] {0, 0, 5}));
    histogram.add(FloatBuffer.wrap(new float[10]));
    assertThat(histogram.folded().count(0)).isEqualTo(22);
    assertThat(histogram.folded().total()).isEqualTo(23);
  }

  @Test
  void the_largest_and_the_least_floats_are_at_home() {
    Histogram histogram = Histogram.empty();
    histogram.add(FloatBuffer.wrap(new float[] {Float.MIN_VALUE, -Float.MIN_VALUE}));
    histogram.add(FloatBuffer.wrap(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE}));
    assertThat(histogram.signed().total()).isEqualTo(4);
    assertThat(histogram.amax()).isEqualTo(Float.MAX_VALUE);
  }

  @Test
  void nothing_seen_is_empty() {
    Histogram histogram = Histogram.empty();
    assertThat(histogram.add(FloatBuffer.allocate(0))).isTrue();
    assertThat(histogram.isEmpty()).isTrue();
    assertThat(histogram.amax()).isZero();
  }
}
