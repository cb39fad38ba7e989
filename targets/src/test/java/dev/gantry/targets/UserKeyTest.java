package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.SshDestination;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.UserKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How we show who we are: keys, certificates, and an agent. */
@Timeout(180)
class UserKeyTest {
  @TempDir Path folder;
  private Sshd board;
  private Process agent;

  @BeforeEach
  void needsSshd() {
    Sshd.requireHere();
  }

  @AfterEach
  void stop() {
    if (board != null) {
      board.close();
    }
    if (agent != null) {
      agent.destroy();
    }
  }

  private Board.Ssh address(Optional<Path> key, Optional<Path> certificate) {
    return new Board.Ssh(
        "127.0.0.1",
        board.port(),
        Sshd.user(),
        key,
        certificate,
        Optional.of(board.knownHosts()),
        Optional.empty());
  }

  private UserKeys userKeys(Optional<Path> socket) throws Exception {
    return new UserKeys(
        Files.createDirectories(folder.resolve("dot-ssh")), socket, Optional.empty());
  }

  private Path agentWith(Path... keys) throws Exception {
    Path socket = folder.resolve("agent");
    agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Await.until("the agent", Duration.ofSeconds(60), () -> Files.exists(socket));
    for (Path key : keys) {
      KeyTool.call(
          Map.of("SSH_AUTH_SOCK", socket.toString()), List.of("ssh-add", "-q", key.toString()));
    }
    return socket;
  }

  private static void opens(SshDestination destination) throws RigException {
    try (SshLink link = SshLink.open(destination)) {
      assertThat(link.run("echo in", Duration.ofSeconds(30)).lines()).containsExactly("in");
    }
  }

  private static String refusal(ThrowingCallable call) {
    RigException trouble = catchThrowableOfType(RigException.class, call);
    assertThat(trouble).as("it is trouble, and not cured by another try").isNotNull();
    assertThat(trouble).isNotInstanceOf(LostLink.class);
    return trouble.trouble().toString();
  }

  @Test
  void a_key_with_the_certificate_of_a_trusted_authority_is_let_in() throws Exception {
    Path authority = KeyTool.key(folder.resolve("authority"));
    Path key = KeyTool.key(folder.resolve("mine"));
    Path certificate = KeyTool.sign(authority, key, "-n", Sshd.user());
    board = Sshd.start(folder, "TrustedUserCAKeys " + authority + ".pub");
    opens(SshDestination.of("b", address(Optional.of(key), Optional.of(certificate))));
    assertThat(
            refusal(
                () ->
                    SshLink.open(
                            SshDestination.of("b", address(Optional.of(key), Optional.empty())))
                        .close()))
        .contains("does not accept our key for user " + Sshd.user(), "ssh.certificate");
  }

  @Test
  void an_agent_opens_where_no_key_is_named() throws Exception {
    board = Sshd.start(folder);
    Path other = KeyTool.key(folder.resolve("other"));
    Path socket = agentWith(other, board.clientKey());
    opens(
        SshDestination.of(
            "b", address(Optional.empty(), Optional.empty()), userKeys(Optional.of(socket))));
  }

  @Test
  void an_agent_without_the_key_leaves_it_to_the_usual_files() throws Exception {
    board = Sshd.start(folder);
    Path socket = agentWith();
    UserKeys userKeys = userKeys(Optional.of(socket));
    Board.Ssh address = address(Optional.empty(), Optional.empty());
    assertThat(refusal(() -> SshLink.open(SshDestination.of("b", address, userKeys)).close()))
        .contains("does not accept our key");
    Files.copy(board.clientKey(), userKeys.folder().resolve("id_ecdsa"));
    opens(SshDestination.of("b", address, userKeys));
    assertThatThrownBy(
            () ->
                KeyTool.call(Map.of("SSH_AUTH_SOCK", socket.toString()), List.of("ssh-add", "-l")))
        .as("what was read from a file is not given away")
        .hasMessageContaining("no identities");
  }

  @Test
  void an_agent_that_is_gone_is_not_in_the_way() throws Exception {
    board = Sshd.start(folder);
    UserKeys userKeys = userKeys(Optional.of(folder.resolve("no-agent")));
    Files.copy(board.clientKey(), userKeys.folder().resolve("id_ecdsa"));
    opens(SshDestination.of("b", address(Optional.empty(), Optional.empty()), userKeys));
  }

  @Test
  void a_key_with_a_passphrase_is_refused_with_the_way_out() throws Exception {
    board = Sshd.start(folder);
    Path locked = KeyTool.key(folder.resolve("locked"), "a long secret");
    assertThat(
            refusal(() -> SshDestination.of("b", address(Optional.of(locked), Optional.empty()))))
        .contains(locked + " needs a passphrase", "ssh-agent");
    UserKeys userKeys = userKeys(Optional.empty());
    Files.copy(locked, userKeys.folder().resolve("id_rsa"));
    assertThat(
            refusal(
                () ->
                    SshDestination.of("b", address(Optional.empty(), Optional.empty()), userKeys)))
        .contains("id_rsa", "need a passphrase, and no ssh-agent runs");
  }

  @Test
  void nothing_to_show_is_told_before_anybody_is_asked() throws Exception {
    board = Sshd.start(folder);
    UserKeys userKeys = userKeys(Optional.empty());
    assertThat(
            refusal(
                () ->
                    SshDestination.of("b", address(Optional.empty(), Optional.empty()), userKeys)))
        .contains("no key for it", "dot-ssh", "ssh.key");
  }

  @Test
  void a_file_that_is_no_key_is_told() throws Exception {
    board = Sshd.start(folder);
    Path odd = Files.writeString(folder.resolve("odd"), "hello");
    assertThat(refusal(() -> SshDestination.of("b", address(Optional.of(odd), Optional.empty()))))
        .contains("cannot be read", "ssh.key");
  }

  private UserKeys lent(Path key) throws Exception {
    return new UserKeys(
        Files.createDirectories(folder.resolve("dot-ssh")), Optional.empty(), Optional.of(key));
  }

  @Test
  void a_lent_key_opens_where_no_key_is_named() throws Exception {
    board = Sshd.start(folder);
    UserKeys userKeys = lent(board.clientKey());
    opens(SshDestination.of("b", address(Optional.empty(), Optional.empty()), userKeys));
    Path other = KeyTool.key(folder.resolve("other"));
    assertThat(
            refusal(
                () ->
                    SshLink.open(
                            SshDestination.of(
                                "b", address(Optional.of(other), Optional.empty()), userKeys))
                        .close()))
        .as("a key that the rack file names comes first")
        .contains("does not accept our key");
  }

  @Test
  void a_lent_key_that_is_no_use_is_told_and_its_path_is_not() throws Exception {
    board = Sshd.start(folder);
    Path locked = KeyTool.key(folder.resolve("secret-place"), "a long secret");
    Path odd = Files.writeString(folder.resolve("secret-odd"), "hello");
    Path gone = folder.resolve("secret-gone");
    for (Path key : List.of(locked, odd, gone)) {
      UserKeys userKeys = lent(key);
      RigException trouble =
          catchThrowableOfType(
              RigException.class,
              () -> SshDestination.of("b", address(Optional.empty(), Optional.empty()), userKeys));
      assertThat(trouble.trouble().toString())
          .contains("GANTRY_SSH_KEY", key.equals(locked) ? "passphrase" : "cannot be read")
          .doesNotContain("secret-");
      assertThat(trouble).hasNoCause();
    }
  }
}
