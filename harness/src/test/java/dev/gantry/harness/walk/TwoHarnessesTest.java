package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Verdict;
import dev.gantry.harness.Bench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs at once on one rack. */
class TwoHarnessesTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();

  @TempDir Path folder;

  @Test
  void both_finish_and_no_board_is_ever_leased_to_two() throws Exception {
    String rack = Files.readString(RUN.bench().demo().rack());
    String release = Outing.release("[fp32]", "[cpu, cpu-2t]");
    Outing one = new Outing(RUN.home(), "first", release, rack);
    Outing other = new Outing(RUN.home(), "second", release, rack);

    CompletableFuture<JudgedRelease> first = CompletableFuture.supplyAsync(() -> run(one, "first"));
    CompletableFuture<JudgedRelease> second =
        CompletableFuture.supplyAsync(() -> run(other, "second"));

    assertThat(first.get(5, TimeUnit.MINUTES).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(second.get(5, TimeUnit.MINUTES).verdict()).isEqualTo(Verdict.PASSED);
    for (String board : List.of("bench-1", "bench-2", "bench-3")) {
      assertThat(leases(board)).as(board).isGreaterThanOrEqualTo(3);
    }
  }

  /**
   * Numbers only grow, and nobody leaves after the next one came. A keeper that was killed with its
   * server writes no line.
   */
  private static int leases(String board) throws Exception {
    Bench.Said said =
        RUN.bench()
            .gantry("rack", "lease", board, "--log", "--json", "--rack", RUN.bench().demo().rack());
    assertThat(said.code()).as(said.trouble()).isZero();
    int taken = 0;
    long holder = 0;
    for (JsonNode line : new ObjectMapper().readTree(said.results())) {
      long token = line.get("token").asLong();
      if (line.get("event").asText().equals("taken")) {
        assertThat(token).as(board + " at " + line).isGreaterThan(holder);
        taken++;
        holder = token;
      } else {
        assertThat(token).as(board + " at " + line).isEqualTo(holder);
      }
    }
    return taken;
  }

  private JudgedRelease run(Outing outing, String name) {
    try {
      return outing.run(folder.resolve(name));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
