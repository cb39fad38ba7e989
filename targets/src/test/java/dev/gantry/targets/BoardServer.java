package dev.gantry.targets;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import dev.gantry.targets.embedded.EmbeddedBoard;
import dev.gantry.targets.link.SshDestination;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** A board of the tests, behind one SSH server or another. */
interface BoardServer extends AutoCloseable {
  SshDestination destination();

  /** What commands on the board see as their home. */
  Path home();

  @Override
  void close();

  /** The same board behind another port, such as that of a {@link Cable}. */
  default SshDestination through(int port) {
    SshDestination destination = destination();
    HostKey known = destination.keys().getHostKeyRepository().getHostKey()[0];
    String line = "[127.0.0.1]:" + port + " " + known.getType() + " " + known.getKey() + "\n";
    JSch keys = new JSch();
    keys.setIdentityRepository(destination.keys().getIdentityRepository());
    know(keys, line);
    return new SshDestination(destination.board(), "127.0.0.1", port, destination.user(), keys);
  }

  /** A door for someone who trusts this line of known hosts only, and shows a key of their own. */
  default SshDestination stranger(String knownHosts) {
    JSch keys = new JSch();
    know(keys, knownHosts);
    try {
      KeyPair pair = KeyPair.genKeyPair(keys, KeyPair.ECDSA, 256);
      ByteArrayOutputStream secret = new ByteArrayOutputStream();
      pair.writePrivateKey(secret);
      keys.addIdentity("stranger", secret.toByteArray(), null, null);
    } catch (JSchException e) {
      throw new IllegalStateException(e);
    }
    return new SshDestination(
        destination().board(),
        destination().host(),
        destination().port(),
        destination().user(),
        keys);
  }

  default String knownHost() {
    HostKey known = destination().keys().getHostKeyRepository().getHostKey()[0];
    return "[127.0.0.1]:"
        + destination().port()
        + " "
        + known.getType()
        + " "
        + known.getKey()
        + "\n";
  }

  private static void know(JSch keys, String line) {
    try {
      keys.setKnownHosts(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
    } catch (JSchException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The embedded board. */
  static BoardServer embedded(Path folder) throws IOException {
    EmbeddedBoard board = EmbeddedBoard.start("bench-1", folder);
    return new BoardServer() {
      @Override
      public SshDestination destination() {
        return board.destination();
      }

      @Override
      public Path home() {
        return folder.resolve("home");
      }

      @Override
      public void close() {
        board.close();
      }
    };
  }

  /** A real sshd on loopback, with keys, home and port of its own. */
  static BoardServer sshd(Path folder) throws Exception {
    return Sshd.start(folder);
  }

  /**
   * A port that a server may take in a moment: below those that outgoing connections are given, so
   * that none of them takes it meanwhile.
   */
  static int freePort() throws IOException {
    IOException refused = new IOException("no port was tried");
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = 10_000 + ThreadLocalRandom.current().nextInt(22_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        refused = e;
      }
    }
    throw refused;
  }
}
