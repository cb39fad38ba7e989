package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.command.CompletedCommand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What holds for commands on a board whatever SSH server it runs. */
abstract class CommandContract extends BoardContract {
  @Test
  void a_command_gives_back_its_status_its_output_and_its_errors() throws RigException {
    CompletedCommand said = run("echo one; echo two; echo three >&2; exit 7");
    assertThat(said.status()).isEqualTo(7);
    assertThat(said.ok()).isFalse();
    assertThat(said.lines()).containsExactly("one", "two");
    assertThat(said.errors()).isEqualTo("three\n");
    assertThat(run("exit 0").ok()).isTrue();
    assertThat(run("no-such-tool").status()).isEqualTo(127);
  }

  @Test
  void a_command_runs_in_the_boards_own_home() throws RigException {
    assertThat(run("echo \"$HOME\"").lines()).containsExactly(board.home().toString());
  }

  @Test
  void a_command_that_reads_sees_the_end_of_its_input() throws RigException {
    assertThat(run("cat; echo done").lines()).containsExactly("done");
  }

  @Test
  void letters_beyond_ascii_arrive_as_they_are() throws RigException {
    assertThat(run("printf 'caf\\303\\251\\n'").lines()).containsExactly("caf\u00e9");
  }

  @Test
  void a_flood_on_both_channels_arrives_whole_and_blocks_nothing() throws RigException {
    CompletedCommand said = run("seq 1 300000 >&2 & seq 1 300000; wait");
    assertThat(said.status()).isZero();
    assertThat(said.lines()).hasSize(300_000).endsWith("300000");
    assertThat(said.errors()).endsWith("300000\n").hasSizeLessThan(20_000);
  }

  @Test
  void a_last_line_without_end_is_a_line_and_an_endless_one_is_cut() throws RigException {
    assertThat(run("printf abc").lines()).containsExactly("abc");
    assertThat(run("printf '\\n\\nx'").lines()).containsExactly("", "", "x");
    CompletedCommand said = run("head -c 3000000 /dev/zero | tr '\\000' x; echo; echo after");
    assertThat(said.lines()).hasSize(2).endsWith("after");
    assertThat(said.lines().get(0)).hasSizeBetween(1_000, 100_000);
  }

  @Test
  void a_command_killed_by_a_signal_is_not_a_lost_link() throws RigException {
    assertThat(run("kill -9 $$").status()).isEqualTo(128 + 9);
    assertThat(run("echo still here").lines()).containsExactly("still here");
  }

  @Test
  void a_command_that_does_not_end_is_told_after_its_limit() {
    RigException trouble = rackTrouble(() -> link.run("sleep 3", Duration.ofMillis(500)));
    assertThat(trouble.trouble().what()).isEqualTo("a command did not end within 0 s");
  }

  @Test
  void many_commands_one_after_another_leave_no_channel_behind() throws RigException {
    for (int index = 0; index < 25; index++) {
      assertThat(run("echo " + index).lines()).containsExactly(String.valueOf(index));
    }
  }
}
