package dev.gantry.targets;

import dev.gantry.targets.link.SshDestination;
import dev.gantry.targets.standin.JetsonIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A board that says it is a Jetson with this JetPack and has its {@code trtexec}, behind a real
 * sshd on loopback. What it measures says nothing about a Jetson.
 */
public final class JetsonStandIn implements AutoCloseable {
  private final JetsonIdentity identity;
  private final Path root;
  private final Sshd server;

  private JetsonStandIn(JetsonIdentity identity, Path root, Sshd server) {
    this.identity = identity;
    this.root = root;
    this.server = server;
  }

  /** Skips the test, aloud, where there is no sshd. */
  public static JetsonStandIn start(Path folder, String jetpack) throws Exception {
    Sshd.requireHere();
    JetsonIdentity identity = JetsonIdentity.of(jetpack);
    Path root = Files.createDirectories(folder.resolve("root"));
    Path bin = folder.resolve("bin");
    identity.layOut(root, bin);
    Sshd server =
        Sshd.start(
            folder,
            "SetEnv HOME="
                + folder.resolve("home")
                + " GANTRY_ROOT="
                + root
                + " PATH="
                + bin
                + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    return new JetsonStandIn(identity, root, server);
  }

  public JetsonIdentity identity() {
    return identity;
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return server.port();
  }

  public Path key() {
    return server.clientKey();
  }

  public Path knownHosts() {
    return server.knownHosts();
  }

  /** What commands on the board see as their home. */
  public Path home() {
    return server.home();
  }

  public SshDestination destination() {
    return server.destination();
  }

  /** The board's line of a rack file. */
  public String line(String name, String kind) {
    return "  - { name: "
        + name
        + ", kind: "
        + kind
        + ", simulated: true, ssh: { host: 127.0.0.1, port: "
        + port()
        + ", user: "
        + Sshd.user()
        + ", key: "
        + key()
        + ", known-hosts: "
        + knownHosts()
        + " } }";
  }

  /** From now on; with {@code build} or {@code infer} only there, with {@code once} only once. */
  public void fault(String words) throws IOException {
    Files.writeString(home().resolve("trtexec-fault"), words + "\n");
  }

  public void sound() throws IOException {
    Files.deleteIfExists(home().resolve("trtexec-fault"));
  }

  @Override
  public void close() {
    server.close();
    try {
      // Nobody who clears the folder shall walk into this computer's processes.
      Files.deleteIfExists(root.resolve("proc"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
