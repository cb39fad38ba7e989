package dev.gantry.targets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.SshDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real sshd of an arm64 userland, run by qemu, with keys, home and port of its own. */
final class Arm64Board implements BoardServer {
  private static final Path SCRIPT = Path.of("src/test/lab/arm64-userland");
  private static final int IMPOSSIBLE = 77;

  private final Process server;
  private final Path folder;
  private final int port;

  private Arm64Board(Process server, Path folder, int port) {
    this.server = server;
    this.folder = folder;
    this.port = port;
  }

  /** The userland that the profile names, made where it is not there yet: that takes minutes. */
  static Path userland() throws IOException, InterruptedException {
    String named = System.getProperty("gantry.arm64", "");
    assumeTrue(
        !named.isEmpty(),
        "SKIPPED: nothing is said about arm64 boards, the profile arm64 is off (-Parm64)");
    Path log = Files.createTempFile("arm64-userland", ".log");
    try {
      Process making = script(log, "up", named);
      if (!making.waitFor(60, TimeUnit.MINUTES)) {
        making.destroyForcibly();
        throw new IOException("the making of " + named + " took more than an hour");
      }
      String said = Files.readString(log).strip();
      assumeTrue(
          making.exitValue() != IMPOSSIBLE, "SKIPPED: nothing is said about arm64 boards, " + said);
      if (making.exitValue() != 0) {
        throw new IOException("the making of " + named + " failed: " + said);
      }
    } finally {
      Files.delete(log);
    }
    return Path.of(named);
  }

  static Arm64Board start(Path userland, Path folder) throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    if (Files.notExists(home.resolve("host"))) {
      KeyTool.key(home.resolve("host"));
      KeyTool.key(folder.resolve("client"));
      Files.createDirectories(home.resolve(".ssh"));
      Files.copy(folder.resolve("client.pub"), home.resolve(".ssh/authorized_keys"));
    }
    int port = BoardServer.freePort();
    Path log = folder.resolve("sshd.log");
    Process server =
        script(log, "sshd", userland.toString(), String.valueOf(port), home.toString());
    Await.until(
        "sshd's answer", Duration.ofSeconds(60), () -> Sshd.answers(port) || !server.isAlive());
    if (!server.isAlive()) {
      throw new IOException("sshd: " + Files.readString(log));
    }
    String[] key = Files.readString(home.resolve("host.pub")).split(" ", 3);
    Files.writeString(
        folder.resolve("known_hosts"),
        "[127.0.0.1]:" + port + " " + key[0] + " " + key[1].strip() + "\n");
    return new Arm64Board(server, folder, port);
  }

  private static Process script(Path log, String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString());
    builder.command().addAll(List.of(words));
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  @Override
  public SshDestination destination() {
    try {
      return SshDestination.of(
          "arm-1",
          new Board.Ssh(
              "127.0.0.1",
              port,
              "root",
              Optional.of(folder.resolve("client")),
              Optional.empty(),
              Optional.of(folder.resolve("known_hosts")),
              Optional.empty()));
    } catch (RigException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Path home() {
    return folder.resolve("home");
  }

  /** All that runs in its namespace of processes ends with the first of them. */
  @Override
  public void close() {
    List<ProcessHandle> all = server.descendants().toList();
    server.destroyForcibly();
    Await.until(
        "the end of the arm64 board",
        Duration.ofSeconds(30),
        () -> !server.isAlive() && all.stream().noneMatch(ProcessHandle::isAlive));
  }
}
