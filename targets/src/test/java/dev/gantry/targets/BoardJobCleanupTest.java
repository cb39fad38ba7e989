package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.targets.job.BoardJobCleanup;
import dev.gantry.targets.link.SshLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is cleared away on a board, and what somebody may still come back for. */
@Timeout(180)
class BoardJobCleanupTest {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  @TempDir Path folder;
  private BoardServer board;
  private SshLink link;
  private Path jobs;

  @BeforeEach
  void start() throws Exception {
    board = BoardServer.embedded(folder);
    link = SshLink.open(board.destination());
    jobs = Files.createDirectories(board.home().resolve(".gantry/jobs"));
  }

  @AfterEach
  void stop() {
    link.close();
    board.close();
  }

  private Path job(String name, String boot, Duration age) throws IOException {
    Path job = Files.createDirectories(jobs.resolve(name));
    Files.writeString(job.resolve("boot"), boot);
    Files.writeString(job.resolve("started"), "1000 1.5\n");
    Files.setLastModifiedTime(job, FileTime.from(Instant.now().minus(age)));
    return job;
  }

  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.list(jobs)) {
      return all.map(job -> job.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void only_what_nobody_comes_back_for_is_swept() throws Exception {
    String boot = Files.readString(BOOT);
    job("a.fresh", boot, Duration.ZERO);
    job("b.fresh-before-a-reboot", "other\n", Duration.ofDays(6));
    job("c.old-before-a-reboot", "other\n", Duration.ofDays(9));
    // Its clock says so, but this start of the board is not that old.
    job("d.old-by-a-clock-that-jumped", boot, Duration.ofDays(4000));
    Path running = job("e.running", "other\n", Duration.ofDays(9));
    Process process =
        new ProcessBuilder("sleep", "60").directory(running.toFile()).inheritIO().start();
    Files.writeString(running.resolve("pid"), process.pid() + "\n");
    Files.setLastModifiedTime(running, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
    Path part = Files.createDirectories(board.home().resolve(".gantry/store")).resolve("x.part");
    Files.writeString(part, "half");

    new BoardJobCleanup(link).sweep();

    process.destroyForcibly();
    assertThat(left())
        .containsExactly(
            "a.fresh", "b.fresh-before-a-reboot", "d.old-by-a-clock-that-jumped", "e.running");
    assertThat(part).doesNotExist();
  }

  @Test
  void a_board_without_jobs_has_nothing_to_sweep() throws Exception {
    Files.delete(jobs);
    new BoardJobCleanup(link).sweep();
    new BoardJobCleanup(link).discard("a", "");
    assertThat(jobs).doesNotExist();
  }

  @Test
  void only_jobs_of_the_errand_that_start_so_are_discarded() throws Exception {
    for (String name : List.of("a.cell.1", "a.cell.2", "a.call.1", "ab.cell.1", "b.cell.1")) {
      job(name, "x", Duration.ZERO);
    }
    new BoardJobCleanup(link).discard("a", "cell.");
    assertThat(left()).containsExactly("a.call.1", "ab.cell.1", "b.cell.1");
    new BoardJobCleanup(link).discard("a", "");
    assertThat(left()).containsExactly("ab.cell.1", "b.cell.1");
  }
}
