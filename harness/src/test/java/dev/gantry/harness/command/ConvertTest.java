package dev.gantry.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.files.FileDigest;
import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvertTest {
  @TempDir Path folder;
  private Bench bench;
  private Path model;
  private Path set;
  private Path out;

  @BeforeEach
  void a_home_of_its_own() throws IOException {
    bench = new Bench(folder.resolve("home"));
    Path demo = bench.demo().folder();
    model = demo.resolve("rail-signals/model.onnx");
    set = demo.resolve("rail-signals/set");
    out = folder.resolve("new/variant.onnx");
  }

  @Test
  void a_variant_is_written_and_held_against_its_model() throws IOException {
    Bench.Said said =
        bench.gantry("convert", model, "--precision", "int8", "--golden", set, "--out", out);

    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.results())
        .contains("int8 for tensorrt", "128 of 300 samples", "logits", "top1 on 128 labelled")
        .contains("most damaging layers")
        .contains(FileDigest.of(out).toString());
    assertThat(said.trouble()).contains("convert  model: converted");
    try (Stream<Path> beside = Files.list(out.getParent())) {
      assertThat(beside).containsExactly(out);
    }
  }

  @Test
  void converting_again_is_cached_and_says_so() throws IOException {
    bench.gantry("convert", model, "--precision", "fp32", "--golden", set, "--out", out);
    Path again = folder.resolve("again.onnx");

    Bench.Said said =
        bench.gantry(
            "convert", model, "--precision", "fp32", "--golden", set, "--out", again, "--json");

    JsonNode told = new ObjectMapper().readTree(said.results());
    assertThat(told.get("cached").asBoolean()).isTrue();
    assertThat(told.get("digest").asText()).isEqualTo(FileDigest.of(again).toString());
    assertThat(again).hasSameBinaryContentAs(out);
    assertThat(told.at("/agreement/outputs/0/output").asText()).isEqualTo("logits");
    assertThat(told.at("/agreement/outputs/0/non-finite").asLong()).isZero();
    assertThat(told.at("/agreement/task/labelled").asInt()).isEqualTo(128);
  }

  @Test
  void without_a_golden_set_made_up_inputs_prove_what_needs_no_ranges() throws IOException {
    Bench.Said said = bench.gantry("convert", model, "--precision", "fp32", "--out", out);

    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.results()).doesNotContain("held against");
    assertThat(out).exists();
  }

  @Test
  void what_is_there_already_stays() throws IOException {
    Files.createDirectories(out.getParent());
    Files.writeString(out, "mine");

    Bench.Said said =
        bench.gantry("convert", model, "--precision", "fp32", "--golden", set, "--out", out);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("is there already");
    assertThat(out).hasContent("mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --precision int8                                          | int8 needs samples
          --precision fp32 --samples 8                              | no golden set to take samples from
          --precision fp32 --method max --golden SET                | no ranges to choose
          --precision int8 --method wild --golden SET               | is no method of choosing ranges
          --precision int8 --samples 0 --golden SET                 | 0 samples are none
          --precision fp32 --half-ends --golden SET                 | nothing in fp32 is float16
          --precision int8 --opset 17 --tensorrt 10 --golden SET    | the same as --tensorrt
          --precision int8 --opset 9 --golden SET                   | 9 cannot hold int8
          --precision int8 --tensorrt 7 --golden SET                | 10, 11, 8.5, 8.6
          --precision fp32 --dialect onnxruntime --tensorrt 10 --golden SET | not for dialect onnxruntime
          --precision int9                                          | none of fp32, fp16, int8, int8+fp16
          --precision int8 --keep most                              | none of auto, none
          --precision int8 --plan nowhere.json --golden SET         | nowhere.json
          --precision int8 --golden nowhere                         | there is no such folder
          """)
  void what_cannot_be_is_refused_before_any_work(String words, String told) {
    String[] line =
        Stream.concat(
                Stream.of("convert", model.toString(), "--out", out.toString()),
                Stream.of(words.strip().split(" +"))
                    .map(word -> word.equals("SET") ? set.toString() : word))
            .toArray(String[]::new);

    Bench.Said said = bench.gantry((Object[]) line);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains(told);
    assertThat(out).doesNotExist();
  }

  @Test
  void a_set_that_feeds_another_model_is_refused() throws IOException {
    Path others = bench.wholeDemo().folder();

    Bench.Said said =
        bench.gantry(
            "convert",
            others.resolve("free-space/model.onnx"),
            "--precision",
            "int8",
            "--golden",
            set,
            "--out",
            out);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("does not fit the model");
  }

  @Test
  void a_slip_in_the_options_does_not_hide_that_the_model_is_refused() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.onnx"), "not a model at all, but text");
    Files.createDirectories(out.getParent());
    Files.writeString(out, "mine");

    Bench.Said said = bench.gantry("convert", broken, "--precision", "int8", "--out", out);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble())
        .containsSubsequence(
            "broken.onnx: is text, not a model",
            "--golden: int8 needs samples",
            "variant.onnx: is there already",
            "3 problems; nothing was changed.");
  }
}
