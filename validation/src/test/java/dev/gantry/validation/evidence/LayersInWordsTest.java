package dev.gantry.validation.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.runner.wire.RunnerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersInWordsTest {
  @TempDir Path folder;

  @Test
  void what_layers_compute_in_what_converting_costs_and_where_the_time_goes() throws IOException {
    layers(
        layer("to int8", "Reformat", "Int8"),
        layer("stem", "CaskConvolution", "Int8"),
        layer("body", "CaskConvolution", "Int8"),
        layer("head", "gemm", "Half"));
    profile(time("to int8", 10), time("stem", 60), time("body", 20), time("head", 10));

    assertThat(new LayersInWords(folder).words())
        .contains(
            "1 in fp16, 2 in int8, 1 only convert numbers for others in 10.0 % of the time;"
                + " slowest stem 60.0 %, body 20.0 %, to int8 10.0 %");
  }

  @Test
  void without_a_profile_nothing_is_said_of_time() throws IOException {
    layers(layer("stem", "CaskConvolution", "Half"));

    assertThat(new LayersInWords(folder).words())
        .contains("1 in fp16, none only converts numbers for others");
  }

  @Test
  void a_profile_that_was_cut_hides_nothing_of_the_layers() throws IOException {
    layers(layer("stem", "CaskConvolution", "Half"));
    Files.writeString(folder.resolve(RunnerFiles.PROFILE), "[\n  { \"count\" : 10 }\n");

    assertThat(new LayersInWords(folder).words())
        .hasValueSatisfying(words -> assertThat(words).startsWith("1 in fp16"));
  }

  @Test
  void layers_that_are_no_layers_are_told_and_end_nothing() throws IOException {
    Files.writeString(folder.resolve(RunnerFiles.LAYERS), "{");

    assertThat(new LayersInWords(folder).words())
        .hasValueSatisfying(words -> assertThat(words).startsWith("cannot be told: "));
  }

  @Test
  void an_engine_of_onnx_runtime_has_no_such_account() throws IOException {
    assertThat(new LayersInWords(folder).words()).isEmpty();
  }

  private void layers(String... layers) throws IOException {
    Files.writeString(
        folder.resolve(RunnerFiles.LAYERS), "{\"Layers\": [" + String.join(",", layers) + "]}");
  }

  private static String layer(String name, String type, String format) {
    String tensor = "[{\"Name\": \"t\", \"Format/Datatype\": \"" + format + "\"}]";
    return "{\"Name\": \"%s\", \"LayerType\": \"%s\", \"Inputs\": %s, \"Outputs\": %s}"
        .formatted(name, type, tensor, tensor);
  }

  private void profile(String... times) throws IOException {
    Files.writeString(
        folder.resolve(RunnerFiles.PROFILE),
        "[\n  { \"count\" : 10 }\n" + String.join("", times) + "]\n");
  }

  private static String time(String name, int milliseconds) {
    return ", { \"name\" : \"%s\", \"timeMs\" : %d, \"averageMs\" : %d, \"percentage\" : 1 }\n"
        .formatted(name, milliseconds, milliseconds);
  }
}
