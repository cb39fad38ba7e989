package dev.gantry.runner.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConvolutionTest {
  @Test
  void the_first_number_is_the_sum_over_the_first_window() {
    float[] input = Convolution.input();
    float sum = 0;
    int tap = 0;
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        sum += Convolution.kernel()[tap++] * input[row * 8 + column];
      }
    }
    assertThat(Convolution.expected()).hasSize(36).startsWith(sum);
  }

  @Test
  void one_wrong_number_or_too_few_fail_the_self_test() throws Exception {
    float[] got = Convolution.expected();
    Convolution.require(got);
    got[35] += 0.25f;
    assertThatThrownBy(() -> Convolution.require(got)).hasMessageContaining("number 35 is");
    assertThatThrownBy(() -> Convolution.require(new float[2])).hasMessageContaining("2 came");
  }
}
