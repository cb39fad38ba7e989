package dev.gantry.targets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.SshDestination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real sshd on loopback, with keys, home and port of its own. */
final class Sshd implements BoardServer {
  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  private final Process server;
  private final Path folder;
  private final int port;

  private Sshd(Process server, Path folder, int port) {
    this.server = server;
    this.folder = folder;
    this.port = port;
  }

  static void requireHere() {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "SKIPPED: nothing is said about a real SSH server, there is no " + PROGRAM);
  }

  /** With more lines for its configuration, which go before all others. */
  static Sshd start(Path folder, String... more) throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    for (String name : List.of("host", "client")) {
      if (Files.notExists(folder.resolve(name))) {
        KeyTool.key(folder.resolve(name));
      }
    }
    if (user().equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    for (int attempt = 0; attempt < 5; attempt++) {
      Optional<Sshd> listening = listening(folder, home, more);
      if (listening.isPresent()) {
        Sshd sshd = listening.get();
        Files.writeString(
            folder.resolve("known_hosts"), sshd.place() + " " + sshd.hostKey() + "\n");
        return sshd;
      }
    }
    throw new IOException("sshd: " + Files.readString(folder.resolve("sshd.log")));
  }

  /** Empty where somebody else took the port meanwhile. */
  private static Optional<Sshd> listening(Path folder, Path home, String... more)
      throws IOException {
    int port = BoardServer.freePort();
    List<String> config = new ArrayList<>(List.of(more));
    config.addAll(
        List.of(
            "ListenAddress 127.0.0.1",
            "Port " + port,
            "HostKey " + folder.resolve("host"),
            "PidFile none",
            "AuthorizedKeysFile " + folder.resolve("client.pub"),
            "StrictModes no",
            "UsePAM no",
            "UseDNS no",
            "PasswordAuthentication no",
            "PermitRootLogin prohibit-password",
            "MaxStartups 100",
            "SetEnv HOME=" + home,
            "Subsystem sftp internal-sftp -d " + home));
    Path file = Files.write(folder.resolve("sshd_config"), config);
    Path log = folder.resolve("sshd.log");
    Process server =
        new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Await.until(
        "sshd's word that it listens",
        Duration.ofSeconds(60),
        () -> read(log).contains("Server listening on") || !server.isAlive());
    if (server.isAlive()) {
      return Optional.of(new Sshd(server, folder, port));
    }
    if (read(log).contains("Address already in use")) {
      return Optional.empty();
    }
    throw new IOException("sshd: " + read(log));
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String user() {
    return System.getProperty("user.name");
  }

  int port() {
    return port;
  }

  /** As a list of known hosts names it. */
  String place() {
    return "[127.0.0.1]:" + port;
  }

  /** The public host key: its type, and the key itself. */
  String hostKey() throws IOException {
    String[] words = Files.readString(folder.resolve("host.pub")).split(" ", 3);
    return words[0] + " " + words[1].strip();
  }

  Path clientKey() {
    return folder.resolve("client");
  }

  Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  /** As the rack file says it. */
  Board.Ssh address() {
    return new Board.Ssh(
        "127.0.0.1",
        port,
        user(),
        Optional.of(clientKey()),
        Optional.empty(),
        Optional.of(knownHosts()),
        Optional.empty());
  }

  @Override
  public SshDestination destination() {
    try {
      return SshDestination.of("bench-2", address());
    } catch (RigException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Path home() {
    return folder.resolve("home");
  }

  @Override
  public void close() {
    server.descendants().forEach(ProcessHandle::destroy);
    server.destroy();
    // Jobs and keepers outlive the server, and would write into a folder that is being deleted.
    Await.until(
        "the end of what ran on the board",
        Duration.ofSeconds(20),
        () -> {
          List<ProcessHandle> left = Standing.in(home());
          left.forEach(ProcessHandle::destroyForcibly);
          return left.isEmpty();
        });
  }

  static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
