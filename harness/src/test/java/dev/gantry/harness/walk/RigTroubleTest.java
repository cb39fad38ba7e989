package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import dev.gantry.harness.Bench;
import dev.gantry.targets.embedded.EmbeddedBoard;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.link.SshLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trouble with the rig, seen from the front door: INCONCLUSIVE with the right blame, never a hang.
 */
class RigTroubleTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void a_home_of_its_own_to_which_nothing_is_new() throws IOException {
    Path home = folder.resolve("home");
    bench = new Bench(home);
    Bench.copy(RUN.home().resolve("store"), home.resolve("store"));
    for (String board : List.of("bench-1", "bench-2", "bench-3")) {
      UndisturbedRun.layRunner(home, "demo", board);
    }
  }

  @Test
  void a_board_that_someone_else_holds_is_abandoned_and_its_holder_named() throws Exception {
    Path home = folder.resolve("home/boards/demo/bench-1");
    try (EmbeddedBoard board = EmbeddedBoard.start("bench-1", home);
        SshLink link = SshLink.open(board.destination())) {
      Lease lease = Lease.take(link, "the night shift", Duration.ZERO, () -> false);

      Bench.Said said = run("--wait", "1 s");

      lease.close();
      assertThat(said.code()).as(said.results() + said.trouble()).isEqualTo(2);
      assertThat(said.results()).contains("bench-1", "leased to the night shift");
      assertBlame("bench-1", "RACK");
      assertThat(Bench.outcomes(out()))
          .containsEntry("rail-signals/fp32/cpu/bench-2/latency.p99", "MET");
    }
  }

  @Test
  void a_changed_host_key_is_abandoned_and_no_byte_is_pushed() throws Exception {
    try (EmbeddedBoard board = EmbeddedBoard.start("far", folder.resolve("far"));
        EmbeddedBoard other = EmbeddedBoard.start("other", folder.resolve("other"))) {
      // The key of the other board, under the address of this one.
      String key = other.destination().keys().getHostKeyRepository().getHostKey()[0].getKey();
      Path known =
          Files.writeString(
              folder.resolve("known_hosts"),
              "[127.0.0.1]:" + board.destination().port() + " ecdsa-sha2-nistp256 " + key + "\n");
      Files.writeString(
          bench.demo().folder().resolve("far.yaml"),
          """
          rack: lab
          kinds:
            cpu: { backend: onnxruntime }
            cpu-2t: { backend: onnxruntime }
          boards:
            - { name: far, kind: cpu, ssh: { host: 127.0.0.1, port: %d, user: gantry, key: %s, known-hosts: %s } }
            - { name: near, kind: cpu-2t, embedded: true }
          """
              .formatted(board.destination().port(), key(), known));

      Bench.Said said = run("--rack", bench.demo().folder().resolve("far.yaml"));

      assertThat(said.code()).as(said.results() + said.trouble()).isEqualTo(2);
      assertThat(said.results()).contains("the host key of 127.0.0.1");
      assertBlame("far", "RACK");
      assertThat(folder.resolve("far/home/.gantry")).doesNotExist();
      assertThat(Bench.outcomes(out()))
          .containsEntry("rail-signals/fp32/cpu-2t/near/latency.p99", "MET");
    }
  }

  @Test
  void a_runner_that_is_killed_is_told_from_one_that_ended() throws Exception {
    CompletableFuture<Bench.Said> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return run();
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    List<ProcessHandle> runners = await(() -> Optional.of(runners()).filter(all -> !all.isEmpty()));
    runners.get(0).destroyForcibly();

    Bench.Said said = running.get(60, TimeUnit.SECONDS);

    assertThat(said.code()).as(said.results()).isEqualTo(2);
    assertThat(said.results()).contains("was killed by signal 9");
    assertThat(Bench.verdict(out()).get("troubles").get(0).get("blame").asText())
        .isEqualTo("TOOLCHAIN");
  }

  @Test
  void an_interrupted_run_says_so_leaves_no_process_behind_and_can_be_resumed() throws Exception {
    Path log = folder.resolve("log");
    Process process =
        Bench.program(folder.resolve("home"), "run", bench.demo().release(), "--out", out())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    List<ProcessHandle> started =
        await(
            () -> {
              assertThat(process.isAlive()).as(() -> process + " " + read(log)).isTrue();
              return Optional.of(runners()).filter(all -> !all.isEmpty());
            });

    // As pipelines do; work in the background of a shell would not even hear of Ctrl-C.
    new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid())).start().waitFor();

    // It gives itself 15 s; the rest is for a computer that does much else.
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in bounded time").isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(130);
    assertThat(Files.readString(log)).contains("cancelled").doesNotContain("\tat ");
    await(() -> Optional.of(started).filter(all -> all.stream().noneMatch(ProcessHandle::isAlive)));
    Bench.Said resumed = run("--resume");
    assertThat(resumed.code()).as(resumed.results() + resumed.trouble()).isZero();
  }

  private Bench.Said run(Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of("run", bench.demo().release(), "--out", out()));
    words.addAll(List.of(more));
    return bench.gantry(words.toArray());
  }

  private Path out() {
    return folder.resolve("out");
  }

  private void assertBlame(String board, String blame) throws IOException {
    int seen = 0;
    for (JsonNode finding : Bench.verdict(out()).get("findings")) {
      if (finding.get("board").asText().equals(board)) {
        seen++;
        assertThat(finding.get("outcome").asText()).isEqualTo("NOT_MEASURED");
        assertThat(finding.get("blame").asText()).isEqualTo(blame);
      }
    }
    assertThat(seen).isEqualTo(11);
  }

  private Path key() throws Exception {
    Path file = folder.resolve("key");
    KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256);
    pair.writePrivateKey(file.toString());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Work on a board is nobody's child: it outlives the link that began it. */
  private List<ProcessHandle> runners() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains("RunnerMain run"))
        .filter(process -> worksIn(folder, process.pid()))
        .toList();
  }

  private static boolean worksIn(Path folder, long process) {
    try {
      return Path.of("/proc/" + process + "/cwd").toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static <T> T await(Supplier<Optional<T>> wanted) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (System.nanoTime() < end) {
      Optional<T> found = wanted.get();
      if (found.isPresent()) {
        return found.get();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    throw new AssertionError("nothing within 2 min");
  }
}
