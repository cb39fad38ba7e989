package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.RemoteProcess;
import dev.gantry.targets.link.SshDestination;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.TreeFile;
import dev.gantry.targets.link.command.CompletedCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for a link to a board, and for the strangers it meets. */
abstract class LinkContract extends BoardContract {
  @Test
  void a_cable_that_is_cut_is_a_lost_link_and_never_an_end() throws Exception {
    try (Cable cable = new Cable(board.destination().port());
        SshLink far = SshLink.open(board.through(cable.port()));
        RemoteProcess process = far.start("the work", "echo begun; cat")) {
      RigException trouble =
          rackTrouble(() -> process.readLines(line -> cable.cut(), Duration.ofSeconds(30)));
      assertThat(trouble.trouble().what()).isEqualTo("the link was lost during the work");
    }
  }

  @Test
  void a_changed_host_key_is_refused() {
    String other = "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTY";
    String known = board.knownHost();
    int start = known.indexOf(other) + other.length() + 20;
    String changed =
        known.substring(0, start)
            + (known.charAt(start) == 'A' ? 'B' : 'A')
            + known.substring(start + 1);
    RigException trouble = rackTrouble(() -> SshLink.open(board.stranger(changed)));
    assertThat(trouble.trouble().what()).contains("host key of 127.0.0.1:", "has changed");
    assertThat(trouble.trouble().remedy()).contains("find out why");
  }

  @Test
  void an_unknown_host_key_is_refused() {
    String elsewhere = board.knownHost().replaceFirst("\\[127\\.0\\.0\\.1\\]:\\d+", "elsewhere");
    RigException trouble = rackTrouble(() -> SshLink.open(board.stranger(elsewhere)));
    assertThat(trouble.trouble().what()).contains("is not in the list of known hosts");
    RigException empty = rackTrouble(() -> SshLink.open(board.stranger("")));
    assertThat(empty.trouble().what()).contains("is not in the list of known hosts");
  }

  @Test
  void a_key_that_the_board_does_not_know_is_refused() {
    RigException trouble = rackTrouble(() -> SshLink.open(board.stranger(board.knownHost())));
    assertThat(trouble.trouble().what())
        .contains("does not accept our key for user " + board.destination().user());
  }

  @Test
  void nobody_listening_is_told_with_the_place() throws IOException {
    try (VacantPort nobody = VacantPort.hold()) {
      SshDestination destination = board.through(nobody.number());
      RigException trouble = rackTrouble(() -> SshLink.open(destination));
      assertThat(trouble.trouble().what())
          .startsWith("no connection to 127.0.0.1:" + destination.port())
          .doesNotContain("Exception");
    }
  }

  @Test
  void somebody_else_listening_is_told_with_the_place() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread web =
          new Thread(
              () -> {
                try (Socket caller = other.accept()) {
                  caller
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  // The caller went first.
                }
              });
      web.setDaemon(true);
      web.start();
      SshDestination destination = board.through(other.getLocalPort());
      RigException trouble = rackTrouble(() -> SshLink.open(destination));
      assertThat(trouble.trouble().what())
          .startsWith("no connection to 127.0.0.1:" + destination.port());
    }
  }

  @Test
  void a_link_that_breaks_is_told_apart_from_other_trouble() throws Exception {
    try (Cable cable = new Cable(board.destination().port());
        SshLink far = SshLink.open(board.through(cable.port()))) {
      cable.cut();
      Await.until("the end of the link", SOON, () -> !far.alive());
      assertThat(rackTrouble(() -> far.run("true", LIMIT))).isInstanceOf(LostLink.class);
      assertThat(
              rackTrouble(
                  () -> far.files().push(new ByteArrayInputStream(new byte[9]), "x", done -> {})))
          .isInstanceOf(LostLink.class);
      assertThat(
              rackTrouble(
                  () ->
                      far.trees()
                          .push(
                              List.of(TreeFile.of("a", new byte[9])),
                              "tree",
                              done -> {},
                              () -> false)))
          .isInstanceOf(LostLink.class);
    }
    try (VacantPort nobody = VacantPort.hold()) {
      assertThat(rackTrouble(() -> SshLink.open(board.through(nobody.number()))))
          .as("nobody is there yet")
          .isInstanceOf(LostLink.class);
    }
    assertThat(rackTrouble(() -> SshLink.open(board.stranger(board.knownHost()))))
        .as("a key that is not let in will not be let in later")
        .isNotInstanceOf(LostLink.class);
  }

  @Test
  void a_cable_that_falls_silent_is_a_lost_link_within_seconds() throws Exception {
    try (Cable cable = new Cable(board.destination().port());
        SshLink far = SshLink.open(board.through(cable.port()));
        RemoteProcess process = far.start("the work", "echo begun; cat")) {
      RigException trouble =
          rackTrouble(() -> process.readLines(line -> cable.silence(), Duration.ofSeconds(50)));
      assertThat(trouble).isInstanceOf(LostLink.class);
      assertThat(trouble.trouble().what()).isEqualTo("the link was lost during the work");
    }
  }

  @Test
  void a_push_into_a_silent_cable_ends_as_a_lost_link() throws Exception {
    try (Cable cable = new Cable(board.destination().port());
        SshLink far = SshLink.open(board.through(cable.port()))) {
      LongConsumer silencing =
          done -> {
            if (done > 1_000_000) {
              cable.silence();
            }
          };
      RigException trouble =
          rackTrouble(
              () ->
                  far.files().push(new ByteArrayInputStream(new byte[64 << 20]), "big", silencing));
      assertThat(trouble).isInstanceOf(LostLink.class);
      assertThat(trouble.trouble().what()).contains("the push of big");
    }
  }

  @Test
  void somebody_who_says_nothing_is_not_waited_for_long() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RigException trouble =
          rackTrouble(() -> SshLink.open(board.through(other.getLocalPort())).close());
      assertThat(trouble).isInstanceOf(LostLink.class);
    }
  }

  @Test
  void more_commands_at_once_than_a_server_takes_wait_for_each_other() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try {
      List<Future<CompletedCommand>> all = new ArrayList<>();
      for (int index = 0; index < 16; index++) {
        all.add(pool.submit(() -> run("sleep 0.3; echo done")));
      }
      for (Future<CompletedCommand> one : all) {
        assertThat(one.get(50, TimeUnit.SECONDS).lines()).containsExactly("done");
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void a_command_reads_more_lines_than_fit_into_one_command() throws Exception {
    List<String> lines = IntStream.range(0, 50_000).mapToObj(index -> "line " + index).toList();
    CompletedCommand said = link.run("wc -l; echo read", lines, LIMIT);
    assertThat(said.lines()).hasSize(2).endsWith("read");
    assertThat(said.lines().get(0).trim()).isEqualTo("50000");
  }
}
