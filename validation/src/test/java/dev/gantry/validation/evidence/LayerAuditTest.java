package dev.gantry.validation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Precision;
import dev.gantry.json.RefusedJsonException;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.validation.audit.ComputedNode;
import dev.gantry.validation.audit.NodeWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerAuditTest {
  @TempDir Path folder;

  @Test
  void multiply_adds_are_shared_out_by_what_the_layers_compute_in() throws IOException {
    work(
        new NodeWork("stem", 600, Precision.INT8),
        new NodeWork("body", 300, Precision.INT8),
        new NodeWork("head", 100, Precision.FP16));
    layers(
        layer("stem + relu", "CaskConvolution", "Int8", "Int8", "stem", "relu"),
        layer("body", "CaskConvolution", "Float", "Float", "body"),
        layer("head", "gemm", "Half", "Half", "head"));

    assertThat(shares())
        .isEqualTo(Map.of(Precision.INT8, 600L, Precision.FP32, 300L, Precision.FP16, 100L));
    assertThat(node("body")).as("fell back").returns(Optional.of(Precision.FP32), this::computed);
    assertThat(node("stem").layer()).contains("stem + relu");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{\"nodes\": [",
        "{\"nodes\": [], \"nodes\": []}",
        "{\"nodes\": []} x",
        "{\"nodes\": null}",
        "{\"nodes\": [{\"node\": \"a\", \"multiplyAdds\": 1e999999999}]}"
      })
  void an_account_of_work_that_was_changed_is_refused_with_its_file(String text)
      throws IOException {
    layers(layer("stem", "CaskConvolution", "Int8", "Int8", "stem"));
    Path work = Files.writeString(folder.resolve(GraphWork.FILE), text);

    assertThatThrownBy(this::shares)
        .isInstanceOf(RefusedJsonException.class)
        .hasMessageStartingWith(work + ":");
  }

  @Test
  void int8_numbers_that_meet_float_weights_are_no_int8_layer() throws IOException {
    work(new NodeWork("stem", 600, Precision.INT8));
    layers(layer("stem", "CaskConvolution", "Int8", "Float", "stem"));

    assertThat(shares()).isEqualTo(Map.of(Precision.FP32, 600L));
  }

  @Test
  void a_reformat_is_no_layer_of_the_node_that_it_serves() throws IOException {
    work(new NodeWork("stem", 600, Precision.INT8));
    layers(
        layer("in of stem", "Reformat", "Float", "Float", "stem"),
        layer("stem", "CaskConvolution", "Int8", "Int8", "stem"));

    assertThat(node("stem").layer()).contains("stem");
    assertThat(shares()).isEqualTo(Map.of(Precision.INT8, 600L));
  }

  @Test
  void what_a_fused_part_hides_and_what_no_layer_names_is_unknown() throws IOException {
    work(
        new NodeWork("scores", 500, Precision.FP16),
        new NodeWork("vanished", 400, Precision.FP16),
        new NodeWork("head", 100, Precision.FP16));
    layers(
        layer("{ForeignNode[scores...mix]}", "Myelin", "Half", "Half", "scores", "mix"),
        layer("head", "gemm", "Half", "Half", "head"));

    assertThat(shares()).isEqualTo(Map.of(Precision.FP16, 100L));
    assertThat(node("scores").layer()).contains("{ForeignNode[scores...mix]}");
    assertThat(node("vanished").layer()).isEmpty();
  }

  @Test
  void before_metadata_nodes_are_found_by_the_names_of_layers() throws IOException {
    work(new NodeWork("/stem/Conv", 600, Precision.FP16), new NodeWork("/fc", 400, Precision.FP16));
    layers(
        """
        {"Name": "/stem/Conv + PWN(/stem/Relu)", "LayerType": "CaskConvolution",
         "Inputs": [{"Format/Datatype": "Row major linear FP16 format"}]}""",
        """
        {"Name": "/fc", "LayerType": "gemm", "Inputs": [{"Format/Datatype": "Row major linear FP32"}]}""");

    assertThat(shares()).isEqualTo(Map.of(Precision.FP16, 600L, Precision.FP32, 400L));
  }

  @Test
  void of_layers_that_contradict_each_other_the_highest_counts_and_silence_most()
      throws IOException {
    work(new NodeWork("stem", 600, Precision.INT8), new NodeWork("body", 400, Precision.INT8));
    layers(
        layer("little", "PointWise", "Int8", "Int8", "stem", "body"),
        layer("stem", "CaskConvolution", "Float", "Float", "stem"),
        layer("{ForeignNode[body]}", "Myelin", "Int8", "Int8", "body"));

    assertThat(shares()).isEqualTo(Map.of(Precision.FP32, 600L));
    assertThat(node("stem").layer()).contains("stem");
    assertThat(node("body").computed()).isEmpty();
  }

  @Test
  void another_build_is_audited_by_its_own_layers() throws IOException {
    work(new NodeWork("stem", 600, Precision.INT8));
    layers(layer("stem", "CaskConvolution", "Int8", "Int8", "stem"));
    Files.move(
        folder.resolve(RunnerFiles.LAYERS), folder.resolve("rebuild-2." + RunnerFiles.LAYERS));
    layers(layer("stem", "CaskConvolution", "Float", "Float", "stem"));

    assertThat(new LayerAudit(folder, "rebuild-2.").nodes().orElseThrow())
        .singleElement()
        .returns(Optional.of(Precision.INT8), this::computed);
    assertThat(node("stem").computed()).contains(Precision.FP32);
  }

  @Test
  void without_layers_or_without_work_there_is_no_audit() throws IOException {
    assertThat(new LayerAudit(folder, "").nodes()).isEmpty();
    work(new NodeWork("stem", 600, Precision.INT8));
    assertThat(new LayerAudit(folder, "").nodes()).isEmpty();
  }

  @Test
  void names_of_layers_alone_are_no_audit() throws IOException {
    work(new NodeWork("stem", 600, Precision.INT8));
    layers("\"stem\"");

    assertThatThrownBy(() -> new LayerAudit(folder, "").nodes())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("only the name is told");
  }

  private Map<Precision, Long> shares() throws IOException {
    return new LayerAudit(folder, "")
        .nodes().orElseThrow().stream()
            .filter(node -> node.computed().isPresent())
            .collect(
                Collectors.groupingBy(
                    node -> node.computed().get(),
                    Collectors.summingLong(node -> node.work().multiplyAdds())));
  }

  private ComputedNode node(String name) throws IOException {
    return new LayerAudit(folder, "")
        .nodes().orElseThrow().stream()
            .filter(node -> node.work().node().equals(name))
            .findFirst()
            .orElseThrow();
  }

  private Optional<Precision> computed(ComputedNode node) {
    return node.computed();
  }

  private void work(NodeWork... nodes) throws IOException {
    Files.writeString(folder.resolve(GraphWork.FILE), new GraphWork(List.of(nodes)).json());
  }

  private void layers(String... layers) throws IOException {
    Files.writeString(
        folder.resolve(RunnerFiles.LAYERS), "{\"Layers\": [" + String.join(",", layers) + "]}");
  }

  private static String layer(
      String name, String type, String fed, String weights, String... nodes) {
    String metadata =
        List.of(nodes).stream()
            .map(node -> "[ONNX Layer: " + node + "]")
            .collect(Collectors.joining("\\u001e"));
    return """
        {"Name": "%s", "LayerType": "%s", "Inputs": [{"Format/Datatype": "%s"}],
         "Weights": {"Type": "%s", "Count": 9}, "Metadata": "%s"}"""
        .formatted(name, type, fed, weights, metadata);
  }
}
