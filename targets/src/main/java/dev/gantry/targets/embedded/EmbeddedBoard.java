package dev.gantry.targets.embedded;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import dev.gantry.targets.link.SshDestination;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * A board on this computer: a real SSH server on loopback with its own host key, home and store,
 * whose commands are run by a real shell. Only the board is simulated, never the run.
 */
public final class EmbeddedBoard implements AutoCloseable {
  private static final String USER = "gantry";

  /** The variable by which all processes of one board are known. */
  private static final String MARK = "GANTRY_EMBEDDED";

  /** Which GPU of this computer may be used, and where the libraries lie that lead to it. */
  private static final List<String> OF_THE_GPU =
      List.of("GANTRY_TENSORRT_LIBRARIES", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES");

  private final SshServer server;
  private final SshDestination destination;
  private final EmbeddedPower power;

  private EmbeddedBoard(SshServer server, SshDestination destination, EmbeddedPower power) {
    this.server = server;
    this.destination = destination;
    this.power = power;
  }

  public static EmbeddedBoard start(String name, Path folder) throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(0);
    SimpleGeneratorHostKeyProvider hostKey =
        new SimpleGeneratorHostKeyProvider(folder.resolve("host.key"));
    hostKey.setAlgorithm(KeyUtils.EC_ALGORITHM);
    hostKey.setKeySize(256);
    server.setKeyPairProvider(hostKey);
    server.setFileSystemFactory(new VirtualFileSystemFactory(home));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
    String mark = UUID.randomUUID().toString();
    server.setCommandFactory((channel, command) -> shell(name, home, mark, command));
    try {
      JSch keys = new JSch();
      PublicKey client = addIdentity(keys, name);
      server.setPublickeyAuthenticator(
          (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, client));
      server.start();
      PublicKey host = hostKey.loadKeys(null).iterator().next().getPublic();
      String known = "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(host) + "\n";
      keys.setKnownHosts(new ByteArrayInputStream(known.getBytes(StandardCharsets.UTF_8)));
      return new EmbeddedBoard(
          server,
          new SshDestination(name, "127.0.0.1", server.getPort(), USER, keys),
          new EmbeddedPower(home.toRealPath(), MARK + "=" + mark));
    } catch (JSchException | GeneralSecurityException e) {
      server.stop(true);
      throw new IOException("the embedded board " + name + " cannot start: " + e.getMessage(), e);
    }
  }

  public SshDestination destination() {
    return destination;
  }

  /** As if its power were cut: connections die, and what ran on the board ends. */
  public void unplug() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      power.cut();
    }
  }

  @Override
  public void close() {
    unplug();
  }

  /** A key of this process alone, so that nobody else on this computer gets in. */
  private static PublicKey addIdentity(JSch keys, String name)
      throws JSchException, IOException, GeneralSecurityException {
    KeyPair pair = KeyPair.genKeyPair(keys, KeyPair.ECDSA, 256);
    ByteArrayOutputStream secret = new ByteArrayOutputStream();
    pair.writePrivateKey(secret);
    ByteArrayOutputStream open = new ByteArrayOutputStream();
    pair.writePublicKey(open, name);
    keys.addIdentity(name, secret.toByteArray(), open.toByteArray(), null);
    pair.dispose();
    return AuthorizedKeyEntry.parseAuthorizedKeyEntry(open.toString(StandardCharsets.UTF_8).strip())
        .resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
  }

  /** The board's own home and this JVM's Java, as a login on a board would have them. */
  private static Command shell(String name, Path home, String mark, String command) {
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", command);
    Map<String, String> environment = shell.environment();
    Map<String, String> ours = Map.copyOf(environment);
    environment.clear();
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    environment.put("HOME", home.toAbsolutePath().toString());
    environment.put("PATH", java + ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put(MARK, mark);
    for (String variable : OF_THE_GPU) {
      Optional.ofNullable(ours.get(variable)).ifPresent(value -> environment.put(variable, value));
    }
    return new BoardCommand(name, shell);
  }
}
