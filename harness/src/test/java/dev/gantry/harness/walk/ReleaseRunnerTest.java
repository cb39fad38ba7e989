package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Verdict;
import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole walk on embedded boards: real SSH, real runners, real engines. */
class ReleaseRunnerTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();

  @TempDir static Path folder;

  @Test
  void a_good_release_passes_and_every_planned_cell_has_its_findings() throws IOException {
    assertThat(RUN.said().code()).as(RUN.said().trouble() + RUN.said().results()).isZero();
    assertThat(RUN.said().results()).contains("PASSED", "on simulated boards");
    JsonNode verdict = Bench.verdict(RUN.out());
    assertThat(verdict.get("verdict").asText()).isEqualTo("PASSED");
    assertThat(verdict.get("engines")).hasSize(2);
    SortedMap<String, String> outcomes = Bench.outcomes(RUN.out());
    assertThat(outcomes).hasSize(33).containsKey("rail-signals/fp32/cpu-2t/bench-3/latency.p99");
    for (String board : List.of("cpu/bench-1", "cpu/bench-2", "cpu-2t/bench-3")) {
      assertThat(outcomes.keySet().stream().filter(id -> id.contains(board))).hasSize(11);
    }
    assertThat(RUN.out().resolve("index.html")).exists();
    assertThat(RUN.out().resolve("allure-report/index.html")).exists();
    assertThat(RUN.out().resolve("junit.xml")).exists();
  }

  @Test
  void a_run_tells_each_cell_once_and_keeps_its_log_beside_the_dossier() throws IOException {
    assertThat(RUN.said().trouble().lines())
        .filteredOn(line -> line.endsWith(" of 3)"))
        .hasSize(3)
        .allMatch(
            line -> line.matches("visit    bench-[123]: rail-signals/fp32/cpu(-2t)? done .*"));
    assertThat(RUN.said().trouble()).doesNotContain("timed");

    String log = Files.readString(RUN.out().resolve("gantry.log"));
    assertThat(log)
        .contains(" run " + RUN.bench().demo().release(), "bench-1: timed", "exit code 0 after")
        .containsPattern("\\[bench-3] bench-3: rail-signals/fp32/cpu-2t done\n");
    assertThat(RUN.home().resolve("logs").toFile().listFiles())
        .as("logs of other runs")
        .filteredOn(other -> other.getName().contains("-run-"))
        .noneSatisfy(other -> assertThat(other).content().contains(RUN.out() + "\n"));
  }

  @Test
  void the_second_run_pushes_nothing_and_ships_the_same_engine_bytes() throws IOException {
    Path again = folder.resolve("again");

    Bench.Said said =
        RUN.bench().gantry("run", RUN.bench().demo().release(), "--out", again, "--quiet");

    assertThat(said.code()).as(said.trouble() + said.results()).isZero();
    assertThat(said.results())
        .contains("runner 0 B, golden data 0 B, engines 0 B (everything was there already)");
    assertThat(Bench.verdict(again).get("engines"))
        .isEqualTo(Bench.verdict(RUN.out()).get("engines"));
  }

  @Test
  void a_damaged_engine_that_keeps_all_means_is_caught_by_its_worst_sample_and_poisons_no_next_run()
      throws Exception {
    Path out = folder.resolve("regression");
    Outing outing = outing("regression", Outing.int8Release("[cpu, cpu-2t]"));

    JudgedRelease judged = outing.runSpoiling(out, 1);

    assertThat(judged.verdict()).isEqualTo(Verdict.FAILED);
    String damaged = "rail-signals/int8/cpu-2t/bench-3/";
    JsonNode broken = finding(out, damaged + "parity.worst");
    assertThat(broken.get("outcome").asText()).isEqualTo("BROKEN");
    assertThat(broken.get("measured").asDouble()).isLessThan(broken.get("limit").asDouble());
    assertThat(broken.get("blame").asText()).isEqualTo("MODEL");
    assertThat(Bench.outcomes(out))
        .containsEntry(damaged + "parity.sqnr", "MET")
        .containsEntry(damaged + "parity.cosine", "MET")
        .containsEntry(damaged + "task.top1", "MET")
        .containsEntry("rail-signals/int8/cpu/bench-1/parity.worst", "MET");
    // The same recipe again, from the same store.
    Path next = folder.resolve("after-regression");
    assertThat(outing.run(next).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(Bench.outcomes(next)).containsEntry(damaged + "parity.worst", "MET");
  }

  @Test
  void an_unplugged_board_is_never_a_pass_never_a_failure_and_is_measured_by_a_resumed_run()
      throws Exception {
    Path out = folder.resolve("unplugged");
    Outing outing =
        outing("unplugged", Outing.release("[fp32]", "[cpu, cpu-2t]"))
            .unplugFirst(now -> now.what().equals("timed") && now.where().equals("bench-2"));

    JudgedRelease judged = outing.run(out);

    assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    JsonNode lost = finding(out, "rail-signals/fp32/cpu/bench-2/latency.p99");
    assertThat(lost.get("outcome").asText()).isEqualTo("NOT_MEASURED");
    assertThat(lost.get("blame").asText()).isEqualTo("RACK");
    assertThat(lost.get("measured").isNull()).isTrue();
    assertThat(Bench.outcomes(out))
        .containsEntry("rail-signals/fp32/cpu/bench-1/latency.p99", "MET")
        .containsEntry("rail-signals/fp32/cpu-2t/bench-3/latency.p99", "MET");

    Outing later = outing("unplugged", Outing.release("[fp32]", "[cpu, cpu-2t]"));
    JudgedRelease resumed = later.run(out);

    assertThat(resumed.verdict()).as(resumed.troubles().toString()).isEqualTo(Verdict.PASSED);
    assertThat(later.story("bench-2")).contains("timed");
    assertThat(later.story("bench-1")).doesNotContain("timed");
  }

  private static Outing outing(String name, String release) throws IOException {
    return new Outing(RUN.home(), name, release, Files.readString(RUN.bench().demo().rack()));
  }

  private static JsonNode finding(Path out, String id) throws IOException {
    for (JsonNode finding : Bench.verdict(out).get("findings")) {
      if (finding.get("id").asText().equals(id)) {
        return finding;
      }
    }
    throw new AssertionError("no finding " + id);
  }
}
