package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.job.Job;
import dev.gantry.targets.job.JobFolder;
import dev.gantry.targets.job.JobOrder;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.store.BoardStore;
import dev.gantry.targets.store.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A board whose disk is a small one of its own. */
@Timeout(180)
class FullDiskTest {
  private static final Duration A_WHILE = Duration.ofMinutes(1);

  private static final int DISK_MIB = 48;

  @TempDir Path folder;
  private Path disk;
  private BoardServer board;
  private SshLink link;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectories(folder.resolve("board"));
    assumeTrue(
        call("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "none", disk.toString()),
        "SKIPPED: nothing is said about full disks, mounting one needs root");
    board = BoardServer.embedded(disk);
    link = SshLink.open(board.destination());
  }

  @AfterEach
  void unmount() throws Exception {
    if (board != null) {
      link.close();
      board.close();
      Await.until("the disk is free", Duration.ofSeconds(60), this::released);
    }
  }

  private boolean released() {
    try {
      return call("umount", disk.toString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean call(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private long filesInTheStore() throws IOException {
    try (Stream<Path> files = Files.list(board.home().resolve(BoardStore.FOLDER))) {
      return files.count();
    }
  }

  @Test
  void what_does_not_fit_is_refused_before_a_byte_travels() throws Exception {
    BoardStore store = new BoardStore(link);
    StoredFile storedFile = StoredFile.of(() -> new ByteArrayInputStream(new byte[20 << 20]));
    store.have(List.of(storedFile.digest()));
    RigException trouble =
        catchThrowableOfType(RigException.class, () -> store.push(storedFile, done -> {}));
    assertThat(trouble.trouble().blame()).isEqualTo(Blame.RACK);
    assertThat(trouble.trouble().what())
        .startsWith("its disk is full: ")
        .contains("20.0 MiB to push and 32.0 MiB to spare needed");
    assertThat(trouble.trouble().remedy()).contains("~/.gantry/store");
    assertThat(filesInTheStore()).isZero();
  }

  @Test
  void a_disk_that_fills_up_during_a_push_is_told_and_no_half_file_stays() throws Exception {
    BoardStore store = new BoardStore(link);
    byte[] bytes = new byte[8 << 20];
    StoredFile whole = StoredFile.of(() -> new ByteArrayInputStream(bytes));
    StoredFile storedFile =
        new StoredFile(
            whole.digest(),
            new ByteCount(bytes.length),
            () -> {
              fillTheDisk();
              return whole.source().open();
            });
    store.have(List.of(storedFile.digest()));
    RigException trouble =
        catchThrowableOfType(RigException.class, () -> store.push(storedFile, done -> {}));
    assertThat(trouble.trouble().blame()).isEqualTo(Blame.RACK);
    assertThat(trouble.trouble().remedy()).contains("free space");
    assertThat(filesInTheStore()).isZero();
    Files.delete(disk.resolve("ballast"));
    store.push(whole, done -> {});
    assertThat(store.have(List.of(whole.digest()))).containsExactly(whole.digest());
  }

  @Test
  void a_run_on_a_disk_that_fills_up_keeps_its_status_and_is_told_by_its_cause() throws Exception {
    BoardVisit.VisitOptions options =
        new BoardVisit.VisitOptions(
            "tests", "tests", Duration.ZERO, Duration.ZERO, () -> false, progress -> {});
    String fill = "dd if=/dev/zero of=\"$HOME/ballast\" bs=64k 2> /dev/null; echo lost; exit 3";
    Job job = new Job(new JobFolder("tests", "full"));
    try (BoardSession session = BoardSession.open(BoardAccess.at(board.destination()), options)) {
      JobOrder order = new JobOrder("fill", fill, Duration.ofMinutes(1), "");
      JobRun run = new JobRun(session, job, order, Duration.ZERO, "the run", line -> {});
      RigException trouble = catchThrowableOfType(RigException.class, run::report);
      assertThat(trouble.trouble().blame()).isEqualTo(Blame.RACK);
      assertThat(trouble.trouble().what())
          .startsWith("its disk is full: ")
          .contains(" free in ~/.gantry; during the run it came to this: the runner ended with");
      assertThat(trouble.trouble().remedy()).contains("free some space");
      assertThat(job.look(link).status()).hasValue(3);
    }
  }

  @Test
  void a_job_of_which_everything_was_killed_on_a_full_disk_is_told_by_its_cause() throws Exception {
    BoardVisit.VisitOptions options =
        new BoardVisit.VisitOptions(
            "tests", "tests", Duration.ZERO, Duration.ZERO, () -> false, progress -> {});
    fillTheDiskLater();
    Job job = new Job(new JobFolder("tests", "killed"));
    try (BoardSession session = BoardSession.open(BoardAccess.at(board.destination()), options)) {
      JobOrder order = new JobOrder("wait", "exec sleep 600", Duration.ofMinutes(1), "");
      JobRun run = new JobRun(session, job, order, Duration.ZERO, "the run", line -> {});
      RigException trouble = catchThrowableOfType(RigException.class, run::report);
      assertThat(trouble.trouble().what())
          .startsWith("its disk is full: ")
          .endsWith("all processes of the run were killed without a word");
    }
  }

  private void fillTheDiskLater() {
    Thread later =
        new Thread(
            () -> {
              // By its own processes: who looks at the job stands in its folder too.
              Path pid = board.home().resolve(".gantry/jobs/tests.killed/pid");
              Await.until("the job", A_WHILE, () -> works(pid));
              try {
                fillTheDisk();
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
              family(pid).forEach(ProcessHandle::destroyForcibly);
            });
    later.setDaemon(true);
    later.start();
  }

  private static boolean works(Path pid) {
    return family(pid).stream()
        .anyMatch(one -> one.info().commandLine().orElse("").contains("sleep 600"));
  }

  private static List<ProcessHandle> family(Path pid) {
    try {
      String number = Files.readString(pid).strip();
      return ProcessHandle.of(Long.parseLong(number)).stream()
          .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
          .toList();
    } catch (IOException | NumberFormatException e) {
      // Not begun yet.
      return List.of();
    }
  }

  /** Somebody else's log file, say. */
  private void fillTheDisk() throws IOException {
    try (OutputStream ballast = Files.newOutputStream(disk.resolve("ballast"))) {
      byte[] block = new byte[1 << 16];
      for (int written = 0; written < 32 * DISK_MIB; written++) {
        ballast.write(block);
      }
    } catch (IOException e) {
      // Full, as it should be.
    }
  }
}
