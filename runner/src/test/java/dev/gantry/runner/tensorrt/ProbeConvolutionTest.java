package dev.gantry.runner.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProbeConvolutionTest {
  @Test
  void the_first_number_is_the_sum_over_the_first_window() {
    float[] input = ProbeConvolution.input();
    float sum = 0;
    int tap = 0;
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        sum += ProbeConvolution.kernel()[tap++] * input[row * 8 + column];
      }
    }
    assertThat(ProbeConvolution.expected()).hasSize(36).startsWith(sum);
  }

  @Test
  void one_wrong_number_or_too_few_fail_the_self_test() throws Exception {
    float[] got = ProbeConvolution.expected();
    ProbeConvolution.require(got);
    got[35] += 0.25f;
    assertThatThrownBy(() -> ProbeConvolution.require(got)).hasMessageContaining("number 35 is");
    assertThatThrownBy(() -> ProbeConvolution.require(new float[2])).hasMessageContaining("2 came");
  }
}
