package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Verdict;
import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each recipe compiled more than once: the first engine ships, the others are held against it. */
class RebuildTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();

  private static final String SPOILED = "int8/cpu-2t/bench-3";

  @TempDir static Path folder;

  @Test
  void a_recipe_that_gives_the_same_bytes_each_time_is_met_without_measuring_again()
      throws Exception {
    Path out = folder.resolve("alike");

    JudgedRelease judged = outing("alike", Outing.release("[fp32]", "[cpu]")).run(out);

    assertThat(finding(judged, "rebuilt.parity.sqnr")).isInstanceOf(Finding.Met.class);
    assertThat(message(judged, "rebuilt.parity.sqnr"))
        .contains("3 builds", "2: the same bytes, 3: the same bytes");
    List<String> files = new ArrayList<>(files(out, "fp32/cpu/bench-1"));
    files.addAll(files(out, "fp32/cpu/bench-2"));
    assertThat(files).contains("build.log").noneMatch(name -> name.startsWith("rebuild-"));
  }

  @Test
  void another_build_that_is_wrong_fails_the_release_though_the_one_that_ships_is_right()
      throws Exception {
    Path out = folder.resolve("wrong");

    JudgedRelease judged = outing("wrong", Outing.int8Release("[cpu-2t]")).runSpoiling(out, 3);

    assertThat(judged.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(finding(judged, "parity.worst")).isInstanceOf(Finding.Met.class);
    assertThat(finding(judged, "rebuilt.parity.worst")).isInstanceOf(Finding.Broken.class);
    assertThat(message(judged, "rebuilt.parity.worst"))
        .contains("2: the same bytes", "; build 3: ");
    // On a busy computer times may stay unproven; they are there all the same.
    assertThat(message(judged, "rebuilt.latency.p99")).contains("3 builds", "2: the same bytes");
    assertThat(files(out, SPOILED)).contains("rebuild-3.outputs.tensors", "rebuild-3.single-1.ns");

    Bench.Said again = RUN.bench().gantry("judge", out);
    assertThat(again.code()).as(again.trouble()).isEqualTo(1);
    Path times = evidence(out, SPOILED).resolve("rebuild-3.single-1.ns");
    byte[] bytes = Files.readAllBytes(times);
    bytes[0] ^= 1;
    Files.write(times, bytes);
    assertThat(RUN.bench().gantry("judge", out).trouble()).contains("rebuild-3.single-1.ns");
  }

  private static Outing outing(String name, String release) throws IOException {
    String thrice = release.replace("    latency:", "    builds: 3\n    latency:");
    assertThat(thrice).contains("builds: 3");
    return new Outing(RUN.home(), name, thrice, Files.readString(RUN.bench().demo().rack()));
  }

  private static Path evidence(Path out, String board) {
    return out.resolve("dossier/trials/rail-signals").resolve(board);
  }

  private static List<String> files(Path out, String board) throws IOException {
    try (var files = Files.list(evidence(out, board))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Finding finding(JudgedRelease judged, String criterion) {
    return judged.findings().stream()
        .filter(finding -> finding.subject().criterion().equals(criterion))
        .findFirst()
        .orElseThrow();
  }

  private static String message(JudgedRelease judged, String criterion) {
    return finding(judged, criterion).message();
  }
}
