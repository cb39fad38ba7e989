package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.harness.Bench;
import dev.gantry.targets.embedded.EmbeddedBoard;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.link.SshLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second chance for the rack, and for nothing else. */
class SecondChanceTest {
  @TempDir Path folder;

  private Bench.Said run(Bench bench, Object... more) throws IOException {
    List<Object> words =
        new java.util.ArrayList<>(
            List.of("run", bench.demo().release(), "--out", folder.resolve("out")));
    words.addAll(List.of(more));
    return bench.gantry(words.toArray());
  }

  @Test
  void what_the_rack_is_blamed_for_is_run_again_and_the_rest_stays() throws Exception {
    Path home = folder.resolve("home");
    Bench bench = new Bench(home);
    for (String name : List.of("bench-1", "bench-2", "bench-3")) {
      UndisturbedRun.layRunner(home, "demo", name);
    }
    Path board = folder.resolve("home/boards/demo/bench-1");
    try (EmbeddedBoard held = EmbeddedBoard.start("bench-1", board);
        SshLink link = SshLink.open(held.destination())) {
      Lease lease = Lease.take(link, "the night shift", Duration.ZERO, () -> false);
      assertThat(run(bench, "--wait", "1 s").code()).isEqualTo(2);
      lease.close();
    }
    List<String> before = journal();

    Bench.Said again = run(bench, "--resume", "--retry-rack");

    assertThat(again.code()).as(again.results() + again.trouble()).isZero();
    assertThat(again.trouble()).contains("the rack gets a second chance on 1 cell on a board");
    assertThat(journal().subList(before.size(), journal().size()))
        .filteredOn(line -> line.contains("\"event\":\"trial\""))
        .singleElement()
        .asString()
        .contains("bench-1");

    Bench.Said idle = run(bench, "--resume", "--retry-rack");
    assertThat(idle.code()).isZero();
    assertThat(idle.trouble()).contains("nothing needs a second chance of the rack");
  }

  private List<String> journal() throws IOException {
    return Files.readAllLines(folder.resolve("out/dossier/journal.jsonl"));
  }

  @Test
  void without_an_earlier_run_there_is_nothing_to_try_again() throws IOException {
    Bench.Said said = run(new Bench(folder.resolve("home")), "--retry-rack");
    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("--retry-rack: there is nothing to try again", "--resume");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
