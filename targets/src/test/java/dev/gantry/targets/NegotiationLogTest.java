package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Logger;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.SshLink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Counts what the SSH library says of connections; its logger is one for a process. */
@Isolated
class NegotiationLogTest {
  private final List<String> said = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  private void listen() {
    JSch.setLogger(
        new Logger() {
          @Override
          public boolean isEnabled(int level) {
            return level >= INFO;
          }

          @Override
          public void log(int level, String message) {
            said.add(message);
          }
        });
  }

  @AfterEach
  void deaf() {
    JSch.setLogger(null);
  }

  @Test
  void a_connection_that_comes_about_says_nothing_of_how() throws Exception {
    Sshd.requireHere();
    try (Sshd board = Sshd.start(folder)) {
      listen();
      try (SshLink link = SshLink.open(board.destination())) {
        link.run("echo in", Duration.ofSeconds(30));
      }
      assertThat(said).noneMatch(line -> line.contains("KEX") || line.contains("kex:"));
      assertThat(said.size()).as(String.join("\n", said)).isLessThan(5);
    }
  }

  @Test
  void one_that_does_not_come_about_says_what_led_to_that() throws Exception {
    Sshd.requireHere();
    try (Sshd board = Sshd.start(folder)) {
      listen();
      Files.writeString(board.knownHosts(), "");
      assertThatThrownBy(() -> SshLink.open(board.destination()).close())
          .isInstanceOf(RigException.class);
      assertThat(said).hasSizeGreaterThan(10).anyMatch(line -> line.startsWith("Remote version"));
    }
  }
}
