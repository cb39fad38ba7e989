package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.harness.Bench;
import dev.gantry.harness.lab.JetsonRack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One release over boards with four TensorRTs, each behind a real sshd and with a stand-in for its
 * trtexec: what is simulated here is what the GPU would compute, not how it is asked.
 */
class TrtexecWalkTest {
  @TempDir Path folder;

  @Test
  void one_release_file_passes_on_boards_of_two_tensorrts() throws Exception {
    passes(List.of("5.1", "6.2"), "--int8 --fp16", "--stronglyTyped", "--buildOnly");
  }

  @Test
  @Tag("thorough")
  void one_release_file_passes_on_boards_of_four_tensorrts() throws Exception {
    passes(
        JetsonRack.ALL,
        "--int8 --fp16",
        "--stronglyTyped",
        "--includeDataTransfers",
        "--buildOnly");
  }

  private void passes(List<String> jetpacks, String... words) throws Exception {
    try (JetsonRack rack = JetsonRack.up(folder, jetpacks)) {
      Bench bench = new Bench(rack.home());
      Bench.Said planned = bench.gantry("plan", rack.release());
      assertThat(planned.code()).as(planned.trouble()).isZero();
      assertThat(planned.results()).contains(words).contains("simulated: board-5-1, board-6-2");

      Path out = folder.resolve("out");
      Bench.Said ran = bench.gantry("run", rack.release(), "--out", out);

      assertThat(ran.code()).as(ran.results() + ran.trouble()).isZero();
      assertThat(Bench.outcomes(out).values()).containsOnly("MET");
      assertThat(Bench.outcomes(out).keySet())
          .contains("rail-signals/int8/jetpack-6-2/board-6-2/audit.fallback")
          .contains("rail-signals/int8/jetpack-5-1/board-5-1/audit.int8");
      assertThat(Bench.verdict(out).get("boards"))
          .hasSize(jetpacks.size())
          .allSatisfy(board -> assertThat(board.get("processes").asInt()).isPositive())
          .filteredOn(board -> board.get("board").asText().equals("board-6-2"))
          .singleElement()
          .satisfies(
              board -> {
                assertThat(board.get("jetpack").asText()).startsWith("6.2");
                assertThat(board.get("tensorrt").asText()).startsWith("10.3");
                assertThat(board.get("onnxruntime").isNull()).isTrue();
              });
      assertThat(Files.readString(out.resolve("index.html"))).contains("simulated");
      assertThat(files(out, "layers.json")).hasSize(4 * jetpacks.size());

      Bench.Said again = bench.gantry("judge", out);
      assertThat(again.code()).as(again.results() + again.trouble()).isZero();
      Path engine = out.resolve("dossier/engines/rail-signals/int8/jetpack-6-2");
      assertThat(bench.gantry("inspect", engine).results())
          .contains("engine of TensorRT", "10.3.0", "jetpack-6-2");
      Path bytes = engine.resolve("engine.plan");
      assertThat(bench.gantry("inspect", bytes).results()).contains("10.3.0", "jetpack-6-2");
      Files.write(bytes, Arrays.copyOf(Files.readAllBytes(bytes), 500));
      Bench.Said cut = bench.gantry("inspect", bytes);
      assertThat(cut.code()).isEqualTo(64);
      assertThat(cut.trouble()).contains("is not the engine that engine.json");
    }
  }

  @Test
  void int8_that_falls_back_without_a_word_fails_by_the_audit() throws Exception {
    try (JetsonRack rack = JetsonRack.up(folder, List.of("6.2"))) {
      rack.fallBack("6.2");
      Path out = folder.resolve("out");

      Bench.Said ran = new Bench(rack.home()).gantry("run", rack.release(), "--out", out);

      assertThat(ran.code()).as(ran.results() + ran.trouble()).isEqualTo(1);
      assertThat(Bench.outcomes(out))
          .containsEntry("rail-signals/int8/jetpack-6-2/board-6-2/audit.fallback", "BROKEN")
          .containsEntry("rail-signals/int8/jetpack-6-2/board-6-2/audit.int8", "BROKEN")
          .containsEntry("rail-signals/fp16/jetpack-6-2/board-6-2/audit.fallback", "MET");
    }
  }

  private static List<Path> files(Path out, String name) throws IOException {
    try (var all = Files.walk(out)) {
      return all.filter(path -> path.endsWith(name)).toList();
    }
  }
}
