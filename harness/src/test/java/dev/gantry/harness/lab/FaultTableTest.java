package dev.gantry.harness.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.golden.ShippedSet;
import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault on a stand-in board of its own, some at a time: the table goes to
 * target/fault-table.md, what each run said to target/faults. {@code -Dgantry.faults=REGEX} plays
 * only those whose title it finds.
 */
class FaultTableTest {
  private static final int AT_ONCE = Integer.getInteger("gantry.faults.at-once", 6);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** A part for every build. */
  private static final String USUAL =
      "link down for 8 s, in run|session killed, in push|rebooted, in run|then resumed, in run";

  private static final Path TABLE = Path.of("target", "fault-table.md");

  @TempDir Path folder;

  @Test
  void a_fault_passes_not_without_evidence_nor_hangs_nor_leaves_a_lease() throws Exception {
    played(System.getProperty("gantry.faults", USUAL));
  }

  @Test
  @Tag("thorough")
  void no_fault_passes_without_evidence_or_hangs_or_leaves_a_lease() throws Exception {
    played(".");
  }

  private void played(String titles) throws Exception {
    Path lab = folder.resolve("lab");
    String obstacle = RackLab.obstacle(lab);
    Assumptions.assumeTrue(obstacle.isEmpty(), () -> "SKIPPED, no stand-in boards: " + obstacle);
    Pattern wanted = Pattern.compile(titles);
    List<Fault> faults =
        Faults.all().stream().filter(fault -> wanted.matcher(fault.title()).find()).toList();
    ShippedSet.RAIL_SIGNALS.unpack(folder);
    Bench.unpack("lab-release.yaml", folder.resolve("release.yaml"));
    List<FaultTable.Row> rows;
    try (RackLab rack = RackLab.up(lab, faults.size())) {
      rows = play(faults, rack);
    }
    SoftAssertions held = new SoftAssertions();
    rows.forEach(row -> hold(held, row));
    held.assertAll();
  }

  private List<FaultTable.Row> play(List<Fault> faults, RackLab rack) throws Exception {
    FaultTable table = new FaultTable();
    ExecutorService players = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<FaultTable.Row>> playing = new ArrayList<>();
      for (int number = 1; number <= faults.size(); number++) {
        Fault fault = faults.get(number - 1);
        LabBoard board = rack.board(number);
        playing.add(players.submit(() -> FaultTable.play(fault, scene(board))));
      }
      List<Throwable> broken = new ArrayList<>();
      for (Future<FaultTable.Row> row : playing) {
        try {
          table.add(row.get());
        } catch (java.util.concurrent.ExecutionException e) {
          broken.add(e.getCause());
        }
      }
      table.write(TABLE);
      assertThat(broken).as("faults that could not be played").isEmpty();
      return table.rows();
    } finally {
      players.shutdownNow();
    }
  }

  private Scene scene(LabBoard board) throws IOException {
    return new Scene(
        folder.resolve("scene-" + board.number()), folder.resolve("home"), folder, board);
  }

  private void hold(SoftAssertions held, FaultTable.Row row) {
    String as = row.fault().title();
    held.assertThat(row.code()).as(as + ": verdict").isEqualTo(row.fault().verdict());
    held.assertThat(row.noticed().isPresent() || row.fault().silent())
        .as(as + ": was said")
        .isTrue();
    // What is there from the start is met when the work gets to it.
    if (row.fault().moment() != Fault.Moment.BEFORE) {
      row.noticed().ifPresent(time -> held.assertThat(time).as(as).isLessThan(LONGEST));
    }
    held.assertThat(row.silence()).as(as + ": silence").isLessThan(LONGEST);
    held.assertThat(row.flaws()).as(as + ": evidence").isEmpty();
    held.assertThat(row.free()).as(as + ": board free again").isPresent();
  }
}
