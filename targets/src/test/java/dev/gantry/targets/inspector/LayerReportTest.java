package dev.gantry.targets.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.json.JsonInput;
import dev.gantry.targets.trtexec.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerReportTest {
  @Test
  void layers_tell_what_they_compute_in_and_which_nodes_they_cover() throws IOException {
    assertThat(LayerReport.read(JsonInput.of("layers", Sample.bytes("layers-10.3.json"))).layers())
        .containsExactly(
            layer(
                "Reformatting CopyNode for Input Tensor 0 to conv1 + relu1",
                "Reformat",
                EnginePrecision.FP32,
                true),
            layer(
                "conv1 + relu1",
                "CaskConvolution",
                EnginePrecision.INT8,
                false,
                "/stem/conv/Conv",
                "/stem/act/Relu [odd]"),
            layer("conv2", "CaskConvolution", EnginePrecision.FP32, false, "/head/conv/Conv"),
            layer(
                "__myl_MulSum_myl0_3",
                "kgen",
                EnginePrecision.FP16,
                false,
                "/a/Mul",
                "/a/ReduceSum"));
  }

  @Test
  void before_metadata_nodes_are_taken_from_names() throws IOException {
    List<EngineLayer> layers =
        LayerReport.read(JsonInput.of("layers", Sample.bytes("layers-8.5.json"))).layers();
    assertThat(layers.get(0).nodes())
        .containsExactly("/stem/conv/Conv", "/stem/act/Sigmoid", "/stem/act/Mul");
    assertThat(layers.get(0).precision()).contains(EnginePrecision.FP16);
    assertThat(layers.get(1).nodes()).containsExactly("/attn/MatMul", "/attn/Add", "/attn/Softmax");
    assertThat(layers.get(1).precision()).as("of a whole part of the graph").isEmpty();
  }

  @Test
  void eleven_tells_formats_under_another_name() throws IOException {
    assertThat(LayerReport.read(JsonInput.of("layers", Sample.bytes("layers-11.4.json"))).layers())
        .containsExactly(layer("gemm_0", "gemm", EnginePrecision.FP16, false, "/fc/Gemm"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Row major linear FP32|FP32",
        "Row major Int8 format|INT8",
        "Channel major FP16 format where channel % 8 == 0|FP16",
        "Half|FP16",
        "Float|FP32",
        "BFloat16|BF16",
        "FP8|FP8",
        "Int32|OTHER",
        "N/A due to dynamic shapes|",
      })
  void a_format_is_found_in_what_is_said_of_it(String text, EnginePrecision precision) {
    assertThat(EnginePrecision.in(text)).isEqualTo(Optional.ofNullable(precision));
  }

  @Test
  void names_alone_are_refused_with_what_to_do() {
    String names = "{\"Layers\": [\"conv1 + relu1\"\n,\"conv2\"\n],\n\"Bindings\": [\"x\"]}";
    assertThatThrownBy(
            () -> LayerReport.read(JsonInput.of("layers", names.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--profilingVerbosity=detailed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{}", "null", "{\"Layers\":[]}", "{\"Layers\":{}}", "{\"Layers\":[{}]}"})
  void other_json_is_refused(String text) {
    assertThatThrownBy(
            () -> LayerReport.read(JsonInput.of("layers", text.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_cut_report_is_refused_wherever_it_was_cut() throws IOException {
    byte[] whole = Sample.bytes("layers-10.3.json");
    for (int length = 0; length < whole.length - 1; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> LayerReport.read(JsonInput.of("layers", cut)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_spoilt_report_is_read_or_refused_and_nothing_else() throws IOException {
    long seed = 20261130;
    Random random = new Random(seed);
    byte[] good = Sample.bytes("layers-8.5.json");
    int refused = 0;
    for (int round = 0; round < 10_000; round++) {
      try {
        LayerReport.read(JsonInput.of("layers", Sample.spoilt(good, random)));
      } catch (IOException e) {
        assertThat(e).as("seed %s, round %s", seed, round).hasMessageMatching("(?s).{5,}");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static EngineLayer layer(
      String name, String type, EnginePrecision precision, boolean reformat, String... nodes) {
    return new EngineLayer(name, type, Optional.of(precision), List.of(nodes), "GPU", reformat);
  }
}
