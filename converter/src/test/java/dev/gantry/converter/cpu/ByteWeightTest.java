package dev.gantry.converter.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteWeightTest {
  private static double error(float[] weights, float[] got) {
    double sum = 0;
    for (int index = 0; index < weights.length; index++) {
      sum += Math.pow(weights[index] - (double) got[index], 2);
    }
    return sum;
  }

  @Test
  void no_channel_is_worse_than_with_the_whole_range() {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int channels = 1 + random.nextInt(5);
      int stride = 1 + random.nextInt(9);
      float[] weights = new float[channels * stride * (1 + random.nextInt(4))];
      float[] most = new float[channels];
      for (int index = 0; index < weights.length; index++) {
        int channel = index / stride % channels;
        weights[index] = (float) (random.nextGaussian() * Math.pow(10, channel - 2));
        most[channel] = Math.max(most[channel], Math.abs(weights[index]));
      }
      float[] plain = new float[weights.length];
      for (int index = 0; index < weights.length; index++) {
        float step = most[index / stride % channels] / 127;
        plain[index] = (float) Math.rint(weights[index] / step) * step;
      }
      ByteWeight weight = ByteWeight.of(weights, channels, stride, 127, new float[channels]);
      assertThat(error(weights, weight.floats(stride)))
          .as("seed " + seed)
          .isLessThanOrEqualTo(error(weights, plain) * 1.0001);
    }
  }

  @Test
  void a_channel_of_zeros_has_a_step_all_the_same() {
    ByteWeight weight = ByteWeight.of(new float[] {0, 0, 1, -1}, 2, 2, 127, new float[] {0, 0});
    assertThat(weight.steps()[0]).isPositive();
    assertThat(weight.floats(2)).containsExactly(0, 0, 1, -1);
  }

  @Test
  void a_floor_is_not_gone_below() {
    ByteWeight weight = ByteWeight.of(new float[] {1e-9f, 1}, 2, 1, 127, new float[] {0.5f, 0});
    assertThat(weight.steps()[0]).isEqualTo(0.5f);
  }
}
