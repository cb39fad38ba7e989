package dev.gantry.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Boards listed, probed and looked at, those that answer and those that do not. */
class RackCommandTest {
  @TempDir Path folder;
  private Bench bench;
  private Path mixed;

  @BeforeEach
  void one_board_here_and_one_that_is_gone() throws IOException {
    bench = new Bench(folder.resolve("home"));
    Path hosts = Files.writeString(folder.resolve("known_hosts"), "");
    mixed =
        Files.writeString(
            folder.resolve("rack.yaml"),
            """
            rack: mixed
            kinds:
              cpu: { backend: onnxruntime, units: any }
            boards:
              - { name: gone, kind: cpu, ssh: { host: 127.0.0.1, port: 1, user: nobody, key: %s, known-hosts: %s } }
              - { name: here, kind: cpu, embedded: true }
            """
                .formatted(ClientKey.in(folder), hosts));
  }

  @Test
  void a_board_that_is_gone_is_listed_beside_one_that_is_free() throws IOException {
    Bench.Said said = bench.gantry("rack", "list", "--rack", mixed);

    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.results().lines())
        .anyMatch(line -> line.startsWith("gone ") && line.contains("unreachable: no connection"))
        .anyMatch(line -> line.startsWith("here ") && line.endsWith("free"));
    JsonNode list = json("rack", "list", "--rack", mixed, "--json");
    assertThat(list.at("/0/state").asText()).isEqualTo("unreachable");
    assertThat(list.at("/0/remedy").asText()).contains("check power");
    assertThat(list.at("/1/state").asText()).isEqualTo("free");
    assertThat(list.at("/1/units").asText()).isEqualTo("any");
  }

  @Test
  void a_list_without_asking_touches_no_board() throws IOException {
    JsonNode list = json("rack", "list", "--offline", "--rack", mixed, "--json");

    assertThat(list).hasSize(2);
    assertThat(list.at("/0/state").isMissingNode()).isTrue();
    assertThat(folder.resolve("home/boards")).doesNotExist();
  }

  @Test
  void what_a_board_cannot_tell_is_told_with_the_reason() throws IOException {
    JsonNode probed = json("rack", "probe", "here", "--rack", mixed, "--json");

    assertThat(probed.at("/here/facts/kernel").asText()).contains("Linux");
    assertThat(probed.at("/here/absent").size()).isPositive();
    assertThat(bench.gantry("rack", "probe", "here", "--rack", mixed).results())
        .contains("kernel", " - (");
  }

  @Test
  void a_recorded_board_is_probed_without_a_rack() throws IOException {
    Path recording = Files.createDirectories(folder.resolve("orin-nx"));
    Files.writeString(
        recording.resolve("files.txt"),
        "/etc/nv_tegra_release:# R36 (release), REVISION: 4.3, GCID: 38968081, BOARD: generic,"
            + " EABI: aarch64, DATE: Wed Jan  8 01:49:37 UTC 2025\n");

    Bench.Said said = bench.gantry("rack", "probe", "--recorded", recording, "--json");

    assertThat(said.code()).as(said.trouble()).isZero();
    JsonNode probed = new ObjectMapper().readTree(said.results());
    assertThat(probed.at("/orin-nx/facts/jetpack").asText()).isEqualTo("6.2");
  }

  @Test
  void a_folder_that_is_no_recording_is_refused() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThat(bench.gantry("rack", "probe", "--recorded", empty).trouble())
        .contains("is not a recorded board");
    assertThat(bench.gantry("rack", "probe", "here", "--recorded", empty).code()).isEqualTo(64);
  }

  @Test
  void a_doctor_says_whether_boards_are_well() throws IOException {
    JsonNode all = json("rack", "doctor", "--rack", mixed, "--json");

    assertThat(all.at("/gone/healthy").asBoolean()).isFalse();
    assertThat(all.at("/gone/trouble").asText()).contains("no connection");
    assertThat(all.at("/here/complaints").isArray()).isTrue();
    assertThat(bench.gantry("rack", "doctor", "gone", "--rack", mixed).code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "probe", "doctor", "lease"})
  void every_verb_of_the_rack_explains_itself_and_is_completed(String verb) {
    assertThat(bench.gantry("rack", verb, "--help").results())
        .contains("Usage:", "--rack", "--json", "--quiet", "--verbose", "--no-color");
    assertThat(bench.gantry("completion").results()).contains("rack_" + verb);
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe", "doctor"})
  void a_board_that_nobody_knows_is_refused_with_the_nearest_name(String verb) {
    Bench.Said said = bench.gantry("rack", verb, "heer", "--rack", mixed);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("has no board 'heer'", "Did you mean 'here'?");
  }

  private JsonNode json(Object... words) throws IOException {
    Bench.Said said = bench.gantry(words);
    return new ObjectMapper().readTree(said.results());
  }
}
