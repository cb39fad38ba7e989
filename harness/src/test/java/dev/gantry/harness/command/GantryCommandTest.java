package dev.gantry.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GantryCommandTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void a_home_of_its_own() {
    bench = new Bench(folder.resolve("home"));
  }

  @Test
  void a_misspelt_verb_is_bad_usage_with_a_suggestion() {
    Bench.Said said = bench.gantry("jugde", "somewhere");

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("jugde");
    assertThat(said.results()).isEmpty();
  }

  @Test
  void no_verb_at_all_is_bad_usage() {
    assertThat(bench.gantry().code()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"judge", "report"})
  void a_folder_without_a_dossier_is_refused(String verb) {
    Bench.Said said = bench.gantry(verb, folder.resolve("nowhere"));

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("holds no dossier");
  }

  @Test
  void there_is_nothing_to_resume_in_a_new_folder() throws IOException {
    Bench.Said said =
        bench.gantry("run", bench.demo().release(), "--out", folder.resolve("new"), "--resume");

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("there is no dossier to resume");
  }

  @Test
  void the_demo_has_no_such_board() {
    Bench.Said said = bench.gantry("demo", "--unplug", "bench-22", "--out", folder.resolve("d"));

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("Did you mean 'bench-2'?");
  }

  @Test
  void the_rack_is_listed_for_people_and_for_machines() throws IOException {
    Path rack = bench.demo().rack();

    assertThat(bench.gantry("rack", "list", "--rack", rack).results())
        .contains("bench-3", "cpu-2t", "simulated on this computer");
    JsonNode list =
        new ObjectMapper()
            .readTree(bench.gantry("rack", "list", "--rack", rack, "--json").results());
    assertThat(list).hasSize(3);
    assertThat(list.get(2).get("threads").asInt()).isEqualTo(2);
    assertThat(list.get(2).get("simulated").asBoolean()).isTrue();
  }

  @Test
  void a_board_is_probed_over_ssh() throws IOException {
    Bench.Said said =
        bench.gantry("rack", "probe", "bench-1", "--rack", bench.demo().rack(), "--json");

    assertThat(said.code()).as(said.trouble()).isZero();
    JsonNode all = new ObjectMapper().readTree(said.results());
    assertThat(all).hasSize(1);
    assertThat(all.at("/bench-1/facts/kernel").asText()).contains("Linux");
    assertThat(all.at("/bench-1/facts/java").asText()).isNotEmpty();
  }

  @Test
  void a_board_that_does_not_answer_is_trouble_with_the_rack_and_not_a_crash() throws IOException {
    Path hosts = Files.writeString(folder.resolve("known_hosts"), "");
    Path rack =
        Files.writeString(
            folder.resolve("rack.yaml"),
            """
            rack: lab
            kinds:
              cpu: { backend: onnxruntime }
            boards:
              - { name: far-away, kind: cpu, ssh: { host: 127.0.0.1, port: 1, user: nobody, key: %s, known-hosts: %s } }
            """
                .formatted(ClientKey.in(folder), hosts));

    Bench.Said said = bench.gantry("rack", "probe", "--rack", rack);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.trouble()).contains("far-away", "127.0.0.1:1", "RACK");
  }

  @Test
  void inspect_says_what_things_are() throws IOException {
    Path demo = bench.demo().folder();

    assertThat(bench.gantry("inspect", demo.resolve("rail-signals/model.onnx")).results())
        .contains("onnx", "image FLOAT[1, 3, 48, 48]", "Conv 15", "47614");
    assertThat(bench.gantry("inspect", demo.resolve("rail-signals/set")).results())
        .contains("golden set", "rail-signals", "night 76", "person 50");
    JsonNode model =
        new ObjectMapper()
            .readTree(
                bench
                    .gantry("inspect", demo.resolve("rail-signals/model.onnx"), "--json")
                    .results());
    assertThat(model.get("parameters").asLong()).isEqualTo(47614);
    assertThat(model.get("multiply-adds").asLong()).isGreaterThan(1_000_000);
    assertThat(model.get("nodes").get(0).get("operator").asText()).isEqualTo("Conv");
    assertThat(model.get("nodes").get(0).get("precision").asText()).isEqualTo("fp32");
    assertThat(
            bench
                .gantry("inspect", demo.resolve("rail-signals/model.onnx"), "--nodes")
                .results()
                .lines()
                .count())
        .isGreaterThan(model.get("nodes").size());
    Bench.Said settings = bench.gantry("inspect", demo.resolve("release.yaml"));
    assertThat(settings.code()).isEqualTo(64);
    assertThat(settings.trouble()).contains("is a settings file", "gantry plan");
  }

  @Test
  void names_in_a_model_move_no_cursor_and_start_no_line() throws IOException {
    String hostile = "\u001b[2K\nPASSED \u202e";
    OnnxMl.ModelProto.Builder model =
        OnnxMl.ModelProto.newBuilder().setIrVersion(8).setProducerName(hostile + "p");
    model.addOpsetImportBuilder().setVersion(17);
    OnnxMl.GraphProto.Builder graph = model.getGraphBuilder();
    graph.addInput(floats(hostile + "x")).addOutput(floats(hostile + "y"));
    graph
        .addNodeBuilder()
        .setName(hostile + "n")
        .setOpType("Abs")
        .addInput(hostile + "x")
        .addOutput(hostile + "y");
    Path file = folder.resolve("hostile.onnx");
    Files.write(file, model.build().toByteArray());

    Bench.Said said = bench.gantry("inspect", file, "--nodes");

    assertThat(said.code()).as(said.trouble()).isZero();
    String shown = "\\u001b[2K\\nPASSED \\u202e";
    assertThat(said.results())
        .contains(shown + "p", shown + "x FLOAT", shown + "y FLOAT", shown + "n")
        .doesNotContain("\u001b", "\u202e", "\nPASSED");
    JsonNode exact = new ObjectMapper().readTree(bench.gantry("inspect", file, "--json").results());
    assertThat(exact.at("/nodes/0/name").asText()).isEqualTo(hostile + "n");

    graph.getNodeBuilder(0).setInput(0, hostile + "ghost");
    Files.write(file, model.build().toByteArray());
    Bench.Said refused = bench.gantry("inspect", file);
    assertThat(refused.code()).isEqualTo(64);
    assertThat(refused.trouble())
        .contains("reads tensor '" + shown + "ghost'")
        .doesNotContain("\u001b", "\u202e", "\nPASSED");
  }

  private static OnnxMl.ValueInfoProto.Builder floats(String name) {
    OnnxMl.ValueInfoProto.Builder value = OnnxMl.ValueInfoProto.newBuilder().setName(name);
    OnnxMl.TypeProto.Tensor.Builder tensor = value.getTypeBuilder().getTensorTypeBuilder();
    tensor.setElemType(1).getShapeBuilder().addDimBuilder().setDimValue(2);
    return value;
  }

  @Test
  void inspect_refuses_json_that_is_broken_or_not_of_gantry() throws IOException {
    Path file = folder.resolve("page.json");

    Files.writeString(file, "{\n\"schema\": ");
    assertThat(bench.gantry("inspect", file).trouble()).contains("page.json:2: ends in the middle");
    Files.writeString(file, "{\"schema\": \"other/1\"}");
    assertThat(bench.gantry("inspect", file).trouble()).contains("of no kind that Gantry writes");
    Files.writeString(file, "{");
    assertThat(bench.gantry("inspect", file).code()).isEqualTo(64);
  }

  @Test
  void completion_is_a_script_that_knows_the_verbs() {
    Bench.Said said = bench.gantry("completion");

    assertThat(said.code()).isZero();
    assertThat(said.results())
        .contains("complete -F", "gantry", "demo plan run merge judge report", "--verbose");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"demo", "plan", "run", "merge", "judge", "report", "inspect", "golden", "rack"})
  void every_verb_explains_itself(String verb) {
    Bench.Said said = bench.gantry(verb, "--help");

    assertThat(said.code()).isZero();
    assertThat(said.results()).startsWith("Usage: gantry " + verb);
  }
}
