package dev.gantry.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerCycleTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** Its many children take a while to kill: time in which a shell that still lives goes on. */
  @Test
  void a_cancelled_cycle_switches_nothing_any_more() {
    String command =
        "(for n in $(seq 200); do sleep 600 & done; : > begun; wait) & sleep 600; echo on > woken";
    assertThatThrownBy(() -> cycle(command, LONG).run(() -> Files.exists(folder.resolve("begun"))))
        .isInstanceOf(CancellationException.class);
    assertThat(folder.resolve("woken")).doesNotExist();
  }

  @Test
  void the_command_runs_in_the_folder_of_the_rack_file_and_knows_its_board() throws Exception {
    String said =
        cycle("echo outlet 7; echo \"$GANTRY_BOARD\" > cycled; cat", LONG).run(() -> false);

    assertThat(said).isEqualTo("outlet 7");
    assertThat(folder.resolve("cycled")).hasContent("nx-7");
  }

  @Test
  void a_command_that_fails_is_told_with_its_words() {
    Trouble trouble = trouble("echo 'no such outlet' >&2; exit 3", LONG);

    assertThat(trouble.blame()).isEqualTo(Blame.RACK);
    assertThat(trouble.toString())
        .contains("nx-7", "status 3", "no such outlet", folder.toString(), "power-cycle");
  }

  @Test
  void a_command_that_hangs_is_ended_with_its_children() throws Exception {
    Trouble trouble =
        trouble("echo waiting; sh -c 'echo $$ > child; sleep 600'; true", Duration.ofSeconds(5));

    assertThat(trouble.what()).contains("did not end within", "waiting");
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    for (ProcessHandle left : ProcessHandle.of(child).stream().toList()) {
      // Killed is not yet gone, on a busy computer.
      left.onExit().get(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void what_a_command_leaves_running_is_not_waited_for() throws Exception {
    assertThat(cycle("sleep 30 & echo started; echo $! > left", LONG).run(() -> false))
        .isEqualTo("started");

    long left = Long.parseLong(Files.readString(folder.resolve("left")).strip());
    ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void of_a_flood_of_words_only_the_last_are_kept() throws Exception {
    String said = cycle("yes no | head -c 5000000; echo the end", LONG).run(() -> false);

    assertThat(said).hasSizeLessThan(1100).endsWith("the end");
  }

  @Test
  void a_folder_that_is_gone_is_told() {
    PowerCycle lost =
        new PowerCycle("nx-7", new Board.PowerSwitch("true", folder.resolve("gone")), LONG);

    assertThat(
            catchThrowableOfType(RigException.class, () -> lost.run(() -> false)).trouble().what())
        .contains("cannot be started");
  }

  private PowerCycle cycle(String command, Duration longest) {
    return new PowerCycle("nx-7", new Board.PowerSwitch(command, folder), longest);
  }

  private Trouble trouble(String command, Duration longest) {
    return catchThrowableOfType(RigException.class, () -> cycle(command, longest).run(() -> false))
        .trouble();
  }
}
