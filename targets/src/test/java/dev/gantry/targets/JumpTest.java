package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.RemoteProcess;
import dev.gantry.targets.link.SshDestination;
import dev.gantry.targets.link.SshLink;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A board behind another host. */
@Timeout(180)
class JumpTest {
  @TempDir Path folder;
  private Sshd hop;
  private Sshd board;

  @BeforeEach
  void start() throws Exception {
    Sshd.requireHere();
    hop = Sshd.start(Files.createDirectories(folder.resolve("hop")));
    board = Sshd.start(Files.createDirectories(folder.resolve("board")));
  }

  @AfterEach
  void stop() {
    if (board != null) {
      board.close();
    }
    if (hop != null) {
      hop.close();
    }
  }

  private static Board.Ssh at(Sshd server, int port, Path knownHosts, Optional<Board.Ssh> jump) {
    return new Board.Ssh(
        "127.0.0.1",
        port,
        Sshd.user(),
        Optional.of(server.clientKey()),
        Optional.empty(),
        Optional.of(knownHosts),
        jump);
  }

  private SshDestination through(Board.Ssh jump) throws RigException {
    return SshDestination.of("b", at(board, board.port(), board.knownHosts(), Optional.of(jump)));
  }

  private static RigException trouble(ThrowingCallable call) {
    RigException trouble = catchThrowableOfType(RigException.class, call);
    assertThat(trouble).isNotNull();
    return trouble;
  }

  @Test
  void a_board_behind_a_jump_host_is_a_board_like_any_other() throws Exception {
    byte[] bytes = new byte[3_000_000];
    new Random(7_411).nextBytes(bytes);
    try (SshLink link = SshLink.open(through(hop.address()))) {
      assertThat(link.run("echo \"$HOME\"", Duration.ofSeconds(30)).lines())
          .containsExactly(board.home().toString());
      link.files().push(new ByteArrayInputStream(bytes), "travelled", done -> {});
      assertThat(board.home().resolve("travelled")).hasBinaryContent(bytes);
    }
  }

  @Test
  void two_jump_hosts_lead_to_a_board_too() throws Exception {
    Sshd second = Sshd.start(Files.createDirectories(folder.resolve("second")));
    try (SshLink link =
        SshLink.open(
            through(at(second, second.port(), second.knownHosts(), Optional.of(hop.address()))))) {
      assertThat(link.run("echo in", Duration.ofSeconds(30)).lines()).containsExactly("in");
    } finally {
      second.close();
    }
  }

  @Test
  void the_host_key_of_a_jump_host_is_checked_as_strictly() throws Exception {
    Path nothing = Files.writeString(folder.resolve("nothing"), "");
    Board.Ssh jump = at(hop, hop.port(), nothing, Optional.empty());
    RigException trouble = trouble(() -> SshLink.open(through(jump)).close());
    assertThat(trouble).isNotInstanceOf(LostLink.class);
    assertThat(trouble.trouble().what())
        .isEqualTo(
            "the host key of the jump host 127.0.0.1:"
                + hop.port()
                + " is not in the list of known hosts");
  }

  @Test
  void and_that_of_the_board_behind_it() throws Exception {
    Path nothing = Files.writeString(folder.resolve("nothing"), "");
    SshDestination destination =
        SshDestination.of("b", at(board, board.port(), nothing, Optional.of(hop.address())));
    RigException trouble = trouble(() -> SshLink.open(destination).close());
    assertThat(trouble).isNotInstanceOf(LostLink.class);
    assertThat(trouble.trouble().what())
        .isEqualTo(
            "the host key of 127.0.0.1:" + board.port() + " is not in the list of known hosts");
  }

  @Test
  void a_jump_host_that_is_away_is_named() throws Exception {
    try (VacantPort nobody = VacantPort.hold()) {
      Board.Ssh jump = at(hop, nobody.number(), hop.knownHosts(), Optional.empty());
      RigException trouble = trouble(() -> SshLink.open(through(jump)).close());
      assertThat(trouble).isInstanceOf(LostLink.class);
      assertThat(trouble.trouble().what())
          .startsWith("no connection to the jump host 127.0.0.1:" + nobody.number() + ": ");
    }
  }

  @Test
  void a_board_that_is_away_behind_its_jump_host_is_named() throws Exception {
    board.close();
    Await.until("its end", Duration.ofSeconds(60), () -> !Sshd.answers(board.port()));
    RigException trouble = trouble(() -> SshLink.open(through(hop.address())).close());
    assertThat(trouble).isInstanceOf(LostLink.class);
    assertThat(trouble.trouble().what())
        .startsWith("no connection to 127.0.0.1:" + board.port() + " by way of 127.0.0.1:")
        .doesNotContain("Exception");
  }

  @Test
  void a_jump_host_that_dies_is_a_lost_link() throws Exception {
    try (Cable cable = new Cable(hop.port())) {
      Path known =
          Files.writeString(
              folder.resolve("known"), "[127.0.0.1]:" + cable.port() + " " + hop.hostKey() + "\n");
      Board.Ssh jump = at(hop, cable.port(), known, Optional.empty());
      try (SshLink link = SshLink.open(through(jump));
          RemoteProcess process = link.start("the work", "echo begun; cat")) {
        RigException trouble =
            trouble(() -> process.readLines(line -> cable.cut(), Duration.ofSeconds(30)));
        assertThat(trouble).isInstanceOf(LostLink.class);
        assertThat(trouble.trouble().what()).startsWith("the link was lost during the work");
      }
    }
  }
}
