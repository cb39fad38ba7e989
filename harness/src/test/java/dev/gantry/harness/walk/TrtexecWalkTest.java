package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.golden.ShippedSet;
import dev.gantry.harness.Bench;
import dev.gantry.targets.JetsonStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One release over boards with four TensorRTs, each behind a real sshd and with a stand-in for its
 * trtexec: what is simulated here is what the GPU would compute, not how it is asked.
 */
class TrtexecWalkTest {
  private static final Map<String, String> VERSIONS =
      new TreeMap<>(Map.of("5.1", "8.5", "6.2", "10.3", "7.1", "10.13", "7.2.2", "11.4"));

  private static final int SAMPLES = 8;

  @TempDir Path folder;
  private final Map<String, JetsonStandIn> boards = new TreeMap<>();

  @AfterEach
  void switchOff() {
    boards.values().forEach(JetsonStandIn::close);
  }

  @Test
  void one_release_file_passes_on_boards_of_four_tensorrts() throws Exception {
    Bench bench = rack(VERSIONS.keySet().stream().toList());

    Bench.Said planned = bench.gantry("plan", folder.resolve("release.yaml"));
    assertThat(planned.code()).as(planned.trouble()).isZero();
    assertThat(planned.results())
        .contains("--int8 --fp16", "--stronglyTyped", "--includeDataTransfers", "--buildOnly")
        .contains("simulated: board-5-1, board-6-2, board-7-1, board-7-2-2");

    Path out = folder.resolve("out");
    Bench.Said ran = bench.gantry("run", folder.resolve("release.yaml"), "--out", out);

    assertThat(ran.code()).as(ran.results() + ran.trouble()).isZero();
    assertThat(Bench.outcomes(out).values()).containsOnly("MET");
    assertThat(Bench.outcomes(out).keySet())
        .contains("rail-signals/int8/jetpack-6-2/board-6-2/audit.fallback")
        .contains("rail-signals/int8/jetpack-5-1/board-5-1/audit.int8");
    assertThat(Files.readString(out.resolve("index.html"))).contains("simulated");
    assertThat(files(out, "layers.json")).hasSize(16);

    Bench.Said again = bench.gantry("judge", out);
    assertThat(again.code()).as(again.results() + again.trouble()).isZero();
    Path engine = out.resolve("dossier/engines/rail-signals/int8/jetpack-6-2");
    assertThat(bench.gantry("inspect", engine).results())
        .contains("engine of TensorRT", "10.3.0", "jetpack-6-2");
  }

  @Test
  void int8_that_falls_back_without_a_word_fails_by_the_audit() throws Exception {
    Bench bench = rack(List.of("6.2"));
    boards.get("6.2").fault("int8-falls-back");
    Path out = folder.resolve("out");

    Bench.Said ran = bench.gantry("run", folder.resolve("release.yaml"), "--out", out);

    assertThat(ran.code()).as(ran.results() + ran.trouble()).isEqualTo(1);
    assertThat(Bench.outcomes(out))
        .containsEntry("rail-signals/int8/jetpack-6-2/board-6-2/audit.fallback", "BROKEN")
        .containsEntry("rail-signals/int8/jetpack-6-2/board-6-2/audit.int8", "BROKEN")
        .containsEntry("rail-signals/fp16/jetpack-6-2/board-6-2/audit.fallback", "MET");
  }

  private Bench rack(List<String> jetpacks) throws Exception {
    Bench bench = new Bench(folder.resolve("home"));
    fewSamples(bench);
    StringBuilder kinds = new StringBuilder();
    StringBuilder lines = new StringBuilder();
    for (String jetpack : jetpacks) {
      String name = jetpack.replace('.', '-');
      JetsonStandIn board =
          JetsonStandIn.start(Files.createDirectories(folder.resolve("board-" + name)), jetpack);
      boards.put(jetpack, board);
      kinds.append(
          "  jetpack-%s: { backend: trtexec, tensorrt: { version: \"%s\" } }\n"
              .formatted(name, VERSIONS.get(jetpack)));
      lines.append(board.line("board-" + name, "jetpack-" + name)).append('\n');
    }
    Files.writeString(
        folder.resolve("rack.yaml"), "rack: stand-ins\nkinds:\n" + kinds + "boards:\n" + lines);
    Files.writeString(folder.resolve("release.yaml"), release(jetpacks));
    return bench;
  }

  /** A call costs a start of the stand-in for every sample. */
  private void fewSamples(Bench bench) throws IOException {
    ShippedSet.RAIL_SIGNALS.unpack(folder);
    Path manifest = folder.resolve("rail-signals/set/golden.yaml");
    StringBuilder draft = new StringBuilder();
    int samples = 0;
    for (String line : Files.readAllLines(manifest)) {
      if (line.startsWith("outputs:") || line.startsWith("sha256")) {
        continue;
      }
      boolean sample = line.startsWith("  - { name: ");
      samples += sample ? 1 : 0;
      boolean kept =
          sample
              ? samples <= SAMPLES
              : line.matches("(schema|name|version|task|classes|inputs|samples):.*")
                  || line.startsWith("  image: { type");
      if (kept) {
        draft.append(line).append('\n');
      }
    }
    Files.writeString(manifest, draft);
    Bench.Said captured =
        bench.gantry(
            "golden",
            "capture",
            folder.resolve("rail-signals/model.onnx"),
            "--inputs",
            folder.resolve("rail-signals/set"),
            "--out",
            folder.resolve("few"));
    assertThat(captured.code()).as(captured.trouble()).isZero();
  }

  private static String release(List<String> jetpacks) {
    return """
    release: stand-ins
    models:
      - name: rail-signals
        onnx: rail-signals/model.onnx
        golden: few
        precisions: [fp32, fp16, int8, int8+fp16]
        boards: [%s]
        parity:
          fp32: { sqnr: ">= 80 dB" }
          int8: { sqnr: ">= 15 dB" }
        audit: { fp16: ">= 90 %%", int8: ">= 80 %%", int8+fp16: ">= 90 %%" }
        latency: { p50: "<= 1 s" }
    """
        .formatted(
            jetpacks.stream()
                .map(jetpack -> "jetpack-" + jetpack.replace('.', '-'))
                .collect(Collectors.joining(", ")));
  }

  private static List<Path> files(Path out, String name) throws IOException {
    try (var all = Files.walk(out)) {
      return all.filter(path -> path.endsWith(name)).toList();
    }
  }
}
