package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.TreeFile;
import dev.gantry.targets.probe.BoardFact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A board whose login shell has much to say before it comes to a command. */
class NoisyLoginTest extends VisitBench {
  private static final String GREETING =
      """
      echo 'Welcome to board'
      echo LOCKED 99
      echo held
      echo '/dev/vda 1 1 1 1%'
      echo "status 0"
      echo 'over 0'
      echo 'end ok'
      echo 'kernel=Plan9'
      echo 'beware of the dog' >&2
      printf 'no end of line'
      """;

  @Override
  BoardServer start(Path folder) throws Exception {
    Sshd.requireHere();
    BoardServer server = BoardServer.sshd(folder);
    Files.writeString(server.home().resolve(".bashrc"), GREETING);
    return server;
  }

  @Test
  void a_whole_visit_is_as_if_it_said_nothing(@TempDir Path here) throws Exception {
    List<String> heard = new ArrayList<>();
    try (BoardVisit visit = visit()) {
      assertThat(visit.probe().fact("login.noise")).contains("Welcome to board");
      assertThat(visit.fact(BoardFact.KERNEL).orElseThrow()).startsWith("Linux");
      bring(visit);
      RunnerReport report = visit.run("noisy", steadily(150), EXPECTED, heard::add);
      for (RunnerLine.Wrote file : report.files().values()) {
        visit.fetch(report, file, here.resolve(file.name()));
        assertThat(Digest.of(Files.readAllBytes(here.resolve(file.name()))))
            .isEqualTo(file.digest());
      }
      assertThat(visit.fetchTelemetry(report, here.resolve("seen"))).isPresent();
      assertThat(visit.shell().run("echo here", SOON).lines()).containsExactly("here");
      assertThat(visit.takeGaps()).isEmpty();
    }
    assertThat(heard).filteredOn(line -> line.equals("end ok")).hasSize(1);
    assertThat(heard).noneMatch(line -> line.contains("Welcome"));
    try (BoardVisit again = visit()) {
      assertThat(again.bring("graph", graph)).as("it is there").isEqualTo(ByteCount.ZERO);
    }
  }

  @Test
  void a_tree_travels_past_the_greeting() throws Exception {
    try (SshLink link = SshLink.open(board.destination())) {
      assertThat(
              link.trees()
                  .push(List.of(TreeFile.of("a/b", new byte[9])), "tree", done -> {}, () -> false)
                  .digests())
          .containsOnlyKeys("a/b");
    }
    assertThat(board.home().resolve("tree/a/b")).hasSize(9);
  }

  @Test
  void a_login_that_leaves_at_once_is_told_with_its_words() throws Exception {
    Files.writeString(
        board.home().resolve(".bashrc"), "echo 'This account is not available.'; exit 3\n");
    try (SshLink link = SshLink.open(board.destination())) {
      assertThatThrownBy(() -> link.run("echo here", SOON))
          .isInstanceOf(RigException.class)
          .isNotInstanceOf(LostLink.class)
          .hasMessageContaining(
              "the login does not come to a command (status 3): This account is not available.");
    }
  }
}
