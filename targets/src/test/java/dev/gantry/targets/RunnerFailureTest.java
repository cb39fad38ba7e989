package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Trouble;
import dev.gantry.targets.job.Job;
import dev.gantry.targets.job.JobFolder;
import dev.gantry.targets.job.JobOrder;
import dev.gantry.targets.link.command.BoardScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Real processes that die in real ways where the runner would, each told in its own words. */
class RunnerFailureTest extends VisitBench {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Trouble died(String name, String command, Duration limit) throws Exception {
    try (BoardSession session =
        BoardSession.open(BoardAccess.at(board.destination()), options("tests"))) {
      JobRun run =
          new JobRun(
              session,
              new Job(new JobFolder("tests", name)),
              new JobOrder(name, command, limit, ""),
              Duration.ZERO,
              "the run",
              line -> {});
      Trouble told = trouble(run::report);
      assertThat(workers()).as("nothing is left").isEmpty();
      return told;
    }
  }

  private Trouble died(String how) throws Exception {
    Trouble told = died(how, dying(how), LIMIT);
    assertThat(told.blame()).isEqualTo(Blame.TOOLCHAIN);
    return told;
  }

  private static String dying(String how) {
    return "exec "
        + BoardScript.quote(Path.of(System.getProperty("java.home"), "bin", "java").toString())
        + " -XX:-CreateCoredumpOnCrash -cp "
        + BoardScript.quote(Path.of("target", "test-classes").toAbsolutePath().toString())
        + " "
        + Dying.class.getName()
        + " "
        + how;
  }

  @Test
  void a_kill_is_told_as_a_signal_and_sends_people_to_the_memory() throws Exception {
    Trouble told = died("KILL");
    assertThat(told.what()).startsWith("the runner was killed by signal 9 without");
    assertThat(told.remedy()).contains("memory");
  }

  @Test
  void an_abort_is_told_as_a_library_that_gave_up() throws Exception {
    assertThat(died("ABRT").what())
        .startsWith("the runner was ended by a native library that gave up (signal 6)");
  }

  @Test
  void a_segmentation_fault_is_told_as_a_crash() throws Exception {
    assertThat(died("crash").what())
        .startsWith("the runner crashed in native code (SIGSEGV, status ");
  }

  @Test
  void an_end_without_a_word_is_no_success() throws Exception {
    assertThat(died("silently").what()).startsWith("the runner ended with status 0 without");
  }

  @Test
  void a_missing_symbol_is_told_by_its_name() throws Exception {
    Path program = withSymbol("buildPlan");
    Trouble told =
        died("symbol", "LD_BIND_NOW=1 exec " + BoardScript.quote(program.toString()), LIMIT);
    assertThat(told.blame()).isEqualTo(Blame.TOOLCHAIN);
    assertThat(told.what())
        .startsWith("the runner called buildPlan, which a library of this board does not have");
  }

  @Test
  void a_program_that_hangs_is_ended_by_its_limit() throws Exception {
    assertThat(died("hang", dying("hang"), Duration.ofSeconds(2)).what())
        .isEqualTo("the runner did not end within 2 s and was ended, during the run");
  }

  /** A program of this computer that calls what no library has. */
  private static Path withSymbol(String name) throws Exception {
    byte[] program = Files.readAllBytes(Path.of("/bin/true").toRealPath());
    String text = new String(program, StandardCharsets.ISO_8859_1);
    String known = "\0setlocale\0";
    int at = text.indexOf(known);
    assertThat(at).as("where /bin/true names setlocale").isPositive();
    byte[] other = name.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(other, 0, program, at + 1, other.length);
    Path file = Files.write(folder.resolve("calls-" + name), program);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }
}
