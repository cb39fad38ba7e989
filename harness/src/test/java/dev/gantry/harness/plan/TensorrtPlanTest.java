package dev.gantry.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.harness.Bench;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a TensorRT cannot do is refused with file and line, before a board is asked. */
class TensorrtPlanTest extends TensorrtPlanBench {
  @ParameterizedTest
  @CsvSource({
    "10.3,   level: 4",
    "10.3,   dla: 0",
    "10.7.0, dla: 1",
    "8.5,    dla: 0",
    "11.4,   dla: 0",
    "11.4.1, dla: 0",
    "11.4,   level: 5",
  })
  void what_a_version_can_do_is_planned(String version, String option) throws IOException {
    Bench.Said said = plan(RELEASE, tensorrt("version: \"" + version + "\", " + option));

    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.results())
        .contains(option.startsWith("dla") ? "--useDLACore=" : "--builderOptimizationLevel=");
  }

  @ParameterizedTest
  @CsvSource({
    "8.5,    level: 4, has no optimisation levels",
    "10.8.0, dla: 0,   does not support the DLA",
    "10.13,  dla: 0,   does not support the DLA",
    "11.3,   dla: 0,   does not support the DLA",
    "11.4.0, dla: 0,   does not support the DLA",
    "9.3,    level: 4, nothing is known of TensorRT 9.3",
    "8.4,    level: 4, nothing is known of TensorRT 8.4",
  })
  void an_option_that_a_version_lacks_is_refused_at_its_line(
      String version, String option, String words) throws IOException {
    Bench.Said said = plan(RELEASE, tensorrt("version: \"" + version + "\", " + option));

    assertRefused(said, "edited-rack.yaml:" + TENSORRT_LINE, words);
  }

  @Test
  void the_patch_that_a_jetpack_brings_is_not_held_against_it() throws IOException {
    String rack =
        RACK.replace(
            "tensorrt: { version: \"10.3\" }",
            "expect: { jetpack: \"7.2.2\" }\n    tensorrt: { dla: 0 }");

    assertThat(plan(RELEASE, rack).code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "10.3, 'fp16, fp32',      fp16 and int8 only",
    "11.4, 'fp16, fp32',      fp16 and int8 only",
    "10.3, 'fp16, int8',      takes no quantization",
    "8.5,  'fp16, int8+fp16', takes no quantization",
  })
  void a_precision_that_the_accelerator_lacks_is_refused_at_its_line(
      String version, String precisions, String words) throws IOException {
    Bench.Said said =
        plan(
            RELEASE.replace("[fp16]", "[" + precisions + "]")
                + "    parity: { fp16: { sqnr: \">= 20 dB\" } }\n",
            tensorrt("version: \"" + version + "\", dla: 0"));

    assertRefused(said, "edited.yaml:" + PRECISIONS_LINE, words);
    assertThat(said.trouble()).contains("jetson: ").contains("1 problem");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deadline: { rate: 30 Hz, misses: \"<= 1 %\", for: 10 s }",
        "throughput: { rate: \">= 1 Hz\" }",
        "cold: { load: \"<= 1 s\" }",
      })
  void what_trtexec_cannot_be_driven_to_is_refused_at_its_line(String demand) throws IOException {
    Bench.Said said = plan(RELEASE + "    " + demand + "\n", RACK);

    assertRefused(
        said, "edited.yaml:" + (LAST_LINE + 1), "cannot show '" + demand.split(":", 2)[0] + "'");
  }

  @Test
  void an_audit_where_nobody_tells_is_refused_at_its_line() throws IOException {
    String release = RELEASE + "    audit: { fp16: \">= 90 %\" }\n";
    assertThat(plan(release, RACK).code()).isZero();

    Bench.Said said =
        plan(
            release,
            RACK.replace("trtexec", "onnxruntime")
                .replace("    tensorrt: { version: \"10.3\" }\n", ""));

    assertRefused(said, "edited.yaml:" + (LAST_LINE + 1), "only TensorRT tells");
  }

  @Test
  void a_tensorrt_where_there_is_none_is_refused_at_its_line() throws IOException {
    assertRefused(
        plan(RELEASE, RACK.replace("trtexec", "onnxruntime")),
        "edited-rack.yaml:" + TENSORRT_LINE,
        "the backend onnxruntime has no TensorRT");
  }

  @Test
  void a_jetpack_that_nobody_knows_is_refused_at_the_backend() throws IOException {
    String rack = RACK.replace("tensorrt: { version: \"10.3\" }", "expect: { jetpack: \"9.9\" }");

    assertRefused(
        plan(RELEASE, rack),
        "edited-rack.yaml:4",
        "nobody here knows which TensorRT JetPack 9.9 has");
  }
}
