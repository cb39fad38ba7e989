package dev.gantry.targets;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import dev.gantry.dossier.Board;
import dev.gantry.targets.embedded.EmbeddedBoard;
import dev.gantry.targets.link.Door;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A board of the tests, behind one SSH server or another. */
interface BoardServer extends AutoCloseable {
  Door door();

  /** What commands on the board see as their home. */
  Path home();

  @Override
  void close();

  /** The same board behind another port, such as that of a {@link Cable}. */
  default Door through(int port) {
    Door door = door();
    HostKey known = door.keys().getHostKeyRepository().getHostKey()[0];
    String line = "[127.0.0.1]:" + port + " " + known.getType() + " " + known.getKey() + "\n";
    JSch keys = new JSch();
    keys.setIdentityRepository(door.keys().getIdentityRepository());
    know(keys, line);
    return new Door(door.board(), "127.0.0.1", port, door.user(), keys);
  }

  /** A door for someone who trusts this line of known hosts only, and shows a key of their own. */
  default Door stranger(String knownHosts) {
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
    return new Door(door().board(), door().host(), door().port(), door().user(), keys);
  }

  default String knownHost() {
    HostKey known = door().keys().getHostKeyRepository().getHostKey()[0];
    return "[127.0.0.1]:" + door().port() + " " + known.getType() + " " + known.getKey() + "\n";
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
      public Door door() {
        return board.door();
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

  Path SSHD = Path.of("/usr/sbin/sshd");

  /** A real sshd on loopback, with keys, home and port of its own. */
  static BoardServer sshd(Path folder) throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path hostKey = key(folder.resolve("host"));
    Path clientKey = key(folder.resolve("client"));
    int port = freePort();
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    Path config =
        Files.write(
            folder.resolve("sshd_config"),
            List.of(
                "ListenAddress 127.0.0.1",
                "Port " + port,
                "HostKey " + hostKey,
                "PidFile none",
                "AuthorizedKeysFile " + clientKey + ".pub",
                "StrictModes no",
                "UsePAM no",
                "UseDNS no",
                "PasswordAuthentication no",
                "PermitRootLogin prohibit-password",
                "MaxStartups 100",
                "SetEnv HOME=" + home,
                "Subsystem sftp internal-sftp -d " + home));
    Process server =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    Await.until("sshd's answer", Duration.ofSeconds(10), () -> answers(port) || !server.isAlive());
    if (!server.isAlive()) {
      throw new IOException("sshd: " + Files.readString(folder.resolve("sshd.log")));
    }
    String[] words = Files.readString(Path.of(hostKey + ".pub")).split(" ", 3);
    Path known =
        Files.writeString(
            folder.resolve("known_hosts"),
            "[127.0.0.1]:" + port + " " + words[0] + " " + words[1] + "\n");
    Door door =
        Door.of(
            "bench-2",
            new Board.Ssh(
                "127.0.0.1",
                port,
                System.getProperty("user.name"),
                Optional.of(clientKey),
                Optional.of(known)));
    return new BoardServer() {
      @Override
      public Door door() {
        return door;
      }

      @Override
      public Path home() {
        return home;
      }

      @Override
      public void close() {
        server.descendants().forEach(ProcessHandle::destroy);
        server.destroy();
      }
    };
  }

  private static Path key(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                "ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-C", "test", "-f", file.toString())
            .inheritIO()
            .start();
    if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("ssh-keygen made no key at " + file);
    }
    return file;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
