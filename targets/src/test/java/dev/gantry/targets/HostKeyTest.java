package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.SshLink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which machine is believed to be the board, by every kind of line in a list of known hosts. */
@Timeout(180)
class HostKeyTest {
  @TempDir Path folder;
  private Path authority;
  private Sshd board;

  @BeforeEach
  void needsSshd() throws Exception {
    Sshd.requireHere();
    authority = KeyTool.key(folder.resolve("authority"));
  }

  @AfterEach
  void stop() {
    if (board != null) {
      board.close();
    }
  }

  /** A board whose certificate was signed with these words. */
  private void certified(String... words) throws Exception {
    Path host = KeyTool.key(folder.resolve("host"));
    Path certificate = KeyTool.sign(authority, host, words);
    board = Sshd.start(folder, "HostCertificate " + certificate);
  }

  private void trust(String lines) throws Exception {
    Files.writeString(board.knownHosts(), lines + "\n");
  }

  private String authorityKey() throws Exception {
    return Files.readString(Path.of(authority + ".pub")).strip();
  }

  private void opens() throws RigException {
    try (SshLink link = SshLink.open(board.destination())) {
      assertThat(link.run("echo in", Duration.ofSeconds(30)).lines()).containsExactly("in");
    }
  }

  private String refusal() {
    RigException trouble =
        catchThrowableOfType(RigException.class, () -> SshLink.open(board.destination()).close());
    assertThat(trouble).as("it is trouble, and not cured by another try").isNotNull();
    assertThat(trouble).isNotInstanceOf(LostLink.class);
    return trouble.trouble().what();
  }

  @Test
  void a_hashed_name_is_known() throws Exception {
    board = Sshd.start(folder);
    KeyTool.hash(board.knownHosts());
    assertThat(Files.readString(board.knownHosts())).startsWith("|1|");
    opens();
  }

  @Test
  void a_hashed_name_of_another_host_is_not() throws Exception {
    board = Sshd.start(folder);
    trust("[127.0.0.1]:1 " + board.hostKey());
    KeyTool.hash(board.knownHosts());
    assertThat(refusal()).contains("is not in the list of known hosts");
  }

  @Test
  void a_revoked_key_is_refused_even_where_it_is_known() throws Exception {
    board = Sshd.start(folder);
    trust(board.place() + " " + board.hostKey() + "\n@revoked * " + board.hostKey());
    assertThat(refusal()).contains("host key of 127.0.0.1:" + board.port(), "is revoked");
  }

  @Test
  void a_certificate_of_a_trusted_authority_is_enough() throws Exception {
    certified("-h", "-n", "127.0.0.1");
    trust("@cert-authority " + board.place() + " " + authorityKey());
    opens();
  }

  @Test
  void a_certificate_of_another_authority_is_not() throws Exception {
    certified("-h", "-n", "127.0.0.1");
    Path other = KeyTool.key(folder.resolve("other"));
    trust(
        "@cert-authority "
            + board.place()
            + " "
            + Files.readString(Path.of(other + ".pub")).strip());
    assertThat(refusal()).contains("127.0.0.1:" + board.port());
  }

  @Test
  void a_certificate_for_another_name_is_refused() throws Exception {
    certified("-h", "-n", "elsewhere");
    trust("@cert-authority " + board.place() + " " + authorityKey());
    assertThat(refusal()).contains("certificate of 127.0.0.1:" + board.port());
  }

  @Test
  void a_certificate_whose_time_is_over_is_refused() throws Exception {
    certified("-h", "-n", "127.0.0.1", "-V", "20200101:20200201");
    trust("@cert-authority " + board.place() + " " + authorityKey());
    assertThat(refusal()).contains("certificate of 127.0.0.1:" + board.port());
  }

  @Test
  void the_certificate_of_a_user_is_none_of_a_host() throws Exception {
    certified("-n", "127.0.0.1");
    trust("@cert-authority " + board.place() + " " + authorityKey());
    assertThat(refusal()).contains("127.0.0.1:" + board.port());
  }

  @Test
  void a_certificate_signed_by_a_revoked_authority_is_refused() throws Exception {
    certified("-h", "-n", "127.0.0.1");
    trust(
        "@cert-authority "
            + board.place()
            + " "
            + authorityKey()
            + "\n@revoked * "
            + authorityKey());
    assertThat(refusal()).contains("127.0.0.1:" + board.port());
  }
}
