package dev.gantry.harness.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.golden.ShippedSet;
import dev.gantry.harness.Bench;
import dev.gantry.validation.evidence.TimesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole racks of stand-in boards, each with an address of its own. */
class LabRackTest {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final long WINDOW = 30_000_000_000L;

  @TempDir Path folder;

  @BeforeEach
  void there_is_a_lab() throws IOException {
    String obstacle = RackLab.obstacle(folder.resolve("lab"));
    Assumptions.assumeTrue(obstacle.isEmpty(), () -> "SKIPPED, no stand-in boards: " + obstacle);
    ShippedSet.RAIL_SIGNALS.unpack(folder);
    Bench.unpack("half-a-minute.yaml", folder.resolve("half-a-minute.yaml"));
    Bench.unpack("lab-release.yaml", folder.resolve("lab-release.yaml"));
  }

  @Test
  void of_three_boards_one_is_cut_off_for_20_s_and_its_numbers_are_of_one_unbroken_run()
      throws Exception {
    oneIsCutOff(3);
  }

  @Test
  @Tag("thorough")
  void of_eight_boards_one_is_cut_off_for_20_s_and_its_numbers_are_of_one_unbroken_run()
      throws Exception {
    oneIsCutOff(8);
  }

  private void oneIsCutOff(int boards) throws Exception {
    try (RackLab rack = RackLab.up(folder.resolve("lab"), boards);
        LabRun run = run("half-a-minute.yaml", "out")) {
      LabBoard cut = rack.board(3);
      await(run, cut, "jobs/*soak*/telemetry");
      last(Duration.ofSeconds(5));
      cut.unplug();
      last(Duration.ofSeconds(20));
      cut.plug();

      assertThat(run.ends(PATIENCE)).as(run.text()).isTrue();
      assertThat(run.code()).as(run.text()).isZero();
      assertThat(run.text()).contains("board-3: link lost").doesNotContain("board-2: link lost");
      List<Path> times = found("out", "soak-00001.ns");
      assertThat(times).hasSize(boards);
      assertThat(times).allSatisfy(LabRackTest::assertEveryMomentOnce);
      assertThat(found("out", "soak-00002.ns")).isEmpty();
      assertThat(Files.readString(folder.resolve("out/index.html"))).contains("link was lost");
    }
  }

  private static void assertEveryMomentOnce(Path file) {
    try {
      assertThat(LongStream.of(TimesFile.read(file).nanoseconds()).sum())
          .as("half a minute of queries, once")
          .isBetween(WINDOW / 10, WINDOW + WINDOW / 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void two_harnesses_at_once_both_finish_and_no_board_serves_two() throws Exception {
    int boards = 2;
    try (RackLab rack = RackLab.up(folder.resolve("lab"), boards);
        LabRun one = run("lab-release.yaml", "one", "--wait", "5 min");
        LabRun other = run("lab-release.yaml", "other", "--wait", "5 min")) {
      assertThat(one.ends(PATIENCE)).as(one.text()).isTrue();
      assertThat(other.ends(PATIENCE)).as(other.text()).isTrue();
      assertThat(one.code()).as(one.text()).isZero();
      assertThat(other.code()).as(other.text()).isZero();
      for (int board = 1; board <= boards; board++) {
        assertOneAtATime(rack.board(board));
      }
    }
  }

  /** As the boards themselves wrote it down: the next one came after the last one had left. */
  private static void assertOneAtATime(LabBoard board) throws IOException {
    List<String> book = Files.readAllLines(board.home().resolve(".gantry/lease.log"));
    String holder = "";
    int taken = 0;
    for (String line : book) {
      String[] words = line.split("\t", -1);
      String token = words[3];
      if (words[0].equals("taken")) {
        assertThat(holder).as(board.name() + ": still there at " + line).isEmpty();
        holder = token;
        taken++;
      } else {
        assertThat(token).as(board.name() + ": " + line).isEqualTo(holder);
        holder = "";
      }
    }
    assertThat(taken).as(board.name() + ": " + book).isGreaterThanOrEqualTo(2);
  }

  private LabRun run(String release, String out, Object... more) throws IOException {
    Object[] words = {
      "run",
      folder.resolve(release),
      "--rack",
      folder.resolve("lab/rack.yaml"),
      "--out",
      folder.resolve(out)
    };
    return LabRun.gantry(
        folder.resolve("home"), Stream.concat(Stream.of(words), Stream.of(more)).toArray());
  }

  private List<Path> found(String out, String name) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(out).resolve("dossier"))) {
      return all.filter(path -> path.endsWith(name)).toList();
    }
  }

  private static void await(LabRun run, LabBoard board, String glob) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (board.found(glob).isEmpty()) {
      assertThat(System.nanoTime()).as(run.text()).isLessThan(end);
      assertThat(run.ends(Duration.ofMillis(50))).as(run.text()).isFalse();
    }
  }

  private static void last(Duration duration) throws InterruptedException {
    new java.util.concurrent.CountDownLatch(1)
        .await(duration.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
  }
}
