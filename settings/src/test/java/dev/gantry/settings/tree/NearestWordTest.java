package dev.gantry.settings.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {
  private final NearestWord nearest =
      new NearestWord(List.of("onnx", "golden", "latency", "known-hosts"));

  @Test
  void a_slip_of_the_fingers_is_understood() {
    assertThat(nearest.to("onxn")).hasValue("onnx");
    assertThat(nearest.to("latncy")).hasValue("latency");
    assertThat(nearest.to("Golden")).hasValue("golden");
    assertThat(nearest.to("knownHosts")).hasValue("known-hosts");
  }

  @Test
  void a_word_of_another_kind_is_not_guessed_at() {
    assertThat(nearest.to("threshold")).isEmpty();
    assertThat(nearest.to("o".repeat(100_000))).isEmpty();
    assertThat(nearest.remedy("threshold")).isEqualTo("Known: onnx, golden, latency, known-hosts");
  }
}
