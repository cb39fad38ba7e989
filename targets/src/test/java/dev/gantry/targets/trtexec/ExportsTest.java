package dev.gantry.targets.trtexec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.json.JsonInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportsTest {
  private static final String QUERY =
      "{\"startEnqMs\":0,\"endEnqMs\":0.1,\"startComputeMs\":0,\"computeMs\":1,\"latencyMs\":%s}";

  @Test
  void times_are_exact_to_the_nanosecond() throws IOException {
    TimesExport times = TimesExport.read(JsonInput.of("times", Sample.bytes("times-10.3.json")));
    assertThat(times.queries())
        .containsExactly(
            new QueryTime(200_175_000, 2_184_300, 2_135_070, 32_000),
            new QueryTime(202_384_000, 2_164_250, 2_116_030, 31_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nan",
        "NaN",
        "-nan",
        "inf",
        "-1",
        "0",
        "null",
        "\"1\"",
        "1e999999999",
        "1e-999999999",
        "99999999999",
        "[1]",
        "{}"
      })
  void a_latency_that_cannot_be_is_refused(String latency) {
    String text = "[" + QUERY.formatted(latency) + "]";
    assertThatThrownBy(
            () -> TimesExport.read(JsonInput.of("times", text.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "null", "[1]", "[{}]", "[[]]", "[{\"latencyMs\":1}]"})
  void other_json_is_refused(String text) {
    assertThatThrownBy(
            () -> TimesExport.read(JsonInput.of("times", text.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void names_of_layers_stand_in_a_profile_as_they_are() throws IOException {
    ProfileExport profile = ProfileExport.read(Sample.bytes("profile-8.5.json"));
    assertThat(profile.queries()).isEqualTo(314);
    assertThat(profile.layers())
        .containsExactly(
            new LayerTime(
                "Reformatting CopyNode for Input Tensor 0 to /stem/Conv + PWN(/stem/act/Relu)",
                6_280_000,
                20_000),
            new LayerTime("odd \"quoted\", \"timeMs\" : 1\" \\name, {x}", 120_000_000, 382_166),
            new LayerTime("", 0, 0));
  }

  @Test
  void a_profile_that_cannot_be_read_says_which_layer() throws IOException {
    String text = Sample.text("profile-8.5.json").replace("0.382166", "nan");
    assertThatThrownBy(() -> ProfileExport.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("layer 2");
  }

  @Test
  void a_cut_file_is_refused_wherever_it_was_cut() throws IOException {
    byte[] times = Sample.bytes("times-10.3.json");
    byte[] profile = Sample.bytes("profile-8.5.json");
    // The last byte ends a line that is complete without it.
    for (int length = 0; length < times.length - 1; length++) {
      byte[] cut = Arrays.copyOf(times, length);
      assertThatThrownBy(() -> TimesExport.read(JsonInput.of("times", cut)))
          .isInstanceOf(IOException.class);
    }
    for (int length = 0; length < profile.length - 1; length++) {
      byte[] cut = Arrays.copyOf(profile, length);
      assertThatThrownBy(() -> ProfileExport.read(cut)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_spoilt_file_is_read_or_refused_and_nothing_else() throws IOException {
    long seed = 20261128;
    Random random = new Random(seed);
    byte[] times = Sample.bytes("times-10.3.json");
    byte[] profile = Sample.bytes("profile-8.5.json");
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      try {
        TimesExport.read(JsonInput.of("times", Sample.spoilt(times, random)));
        ProfileExport.read(Sample.spoilt(profile, random));
      } catch (IOException e) {
        assertThat(e).as("seed %s, round %s", seed, round).hasMessageMatching("(?s).{5,}");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
