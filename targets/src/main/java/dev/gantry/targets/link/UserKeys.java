package dev.gantry.targets.link;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.SSHAgentConnector;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.RigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a user: files, and an agent that holds those which need a passphrase. A pipeline
 * lends one for the boards that name none; where its file lies is told to nobody.
 */
public record UserKeys(Path folder, Optional<Path> agent, Optional<Path> lent) {
  static final String LENT = "GANTRY_SSH_KEY";

  private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  static UserKeys ofThisUser() {
    return new UserKeys(
        Path.of(System.getProperty("user.home"), ".ssh"), named("SSH_AUTH_SOCK"), named(LENT));
  }

  private static Optional<Path> named(String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .filter(file -> !file.isEmpty())
        .map(Path::of);
  }

  /** What opens one address: the key named there, else the lent one, else the user's own. */
  JSch keys(String board, Board.Ssh address) throws RigException {
    JSch keys = new JSch();
    try {
      keys.setKnownHosts(knownHosts(board, address).toString());
      if (address.key().isPresent()) {
        addNamed(keys, board, address.key().get(), address.certificate());
      } else if (lent.isPresent()) {
        addLent(keys, board, lent.get(), address.certificate());
      } else {
        addUsual(keys, board);
      }
    } catch (JSchException | AgentProxyException e) {
      throw RackTrouble.at(
          board,
          "the key, its certificate or the list of known hosts cannot be read: " + e.getMessage(),
          "check ssh.key, ssh.certificate and ssh.known-hosts of this board in the rack file",
          e);
    }
    return keys;
  }

  private Path knownHosts(String board, Board.Ssh address) throws RigException {
    Path list = address.knownHosts().orElse(folder.resolve("known_hosts"));
    if (!Files.isReadable(list)) {
      throw RackTrouble.at(
          board,
          "no list of known host keys at " + list,
          "add the board's host key there (ssh-keyscan, then compare it with the board's own), or "
              + "name another list as known-hosts in the rack file");
    }
    return list;
  }

  private static void addNamed(JSch keys, String board, Path key, Optional<Path> certificate)
      throws JSchException, RigException {
    if (encrypted(keys, key)) {
      throw RackTrouble.at(
          board,
          "the key " + key + " needs a passphrase, and nobody is asked for one here",
          "add it to ssh-agent (ssh-add) and name no key for this board, or name one without "
              + "passphrase");
    }
    add(keys, key, certificate);
  }

  private static void addLent(JSch keys, String board, Path key, Optional<Path> certificate)
      throws RigException {
    String what = "the key that " + LENT + " names ";
    String remedy = "lend the file of a private key without passphrase, which this user may read";
    try {
      if (encrypted(keys, key)) {
        throw RackTrouble.at(board, what + "needs a passphrase", remedy);
      }
      add(keys, key, certificate);
    } catch (JSchException e) {
      // What the library says holds the path, and the cause would be kept with it.
      throw RackTrouble.at(
          board,
          certificate.isEmpty()
              ? what + "cannot be read"
              : what + "or ssh.certificate cannot be read",
          remedy);
    }
  }

  private static void add(JSch keys, Path key, Optional<Path> certificate) throws JSchException {
    if (certificate.isPresent()) {
      keys.addIdentity(key.toString(), certificate.get().toString(), null);
    } else {
      keys.addIdentity(key.toString());
    }
  }

  private void addUsual(JSch keys, String board)
      throws JSchException, AgentProxyException, RigException {
    JSch files = new JSch();
    List<Path> locked = new ArrayList<>();
    boolean any = agent.isPresent();
    for (String name : USUAL) {
      Path key = folder.resolve(name);
      if (!Files.isReadable(key)) {
        continue;
      }
      if (encrypted(keys, key)) {
        locked.add(key);
      } else {
        files.addIdentity(key.toString());
        any = true;
      }
    }
    if (!any) {
      throw noKey(board, locked);
    }
    IdentityRepository ours = files.getIdentityRepository();
    keys.setIdentityRepository(
        agent.isPresent()
            ? new AgentAndFiles(
                new AgentIdentityRepository(new SSHAgentConnector(agent.get())), ours)
            : ours);
  }

  private RigException noKey(String board, List<Path> locked) {
    return locked.isEmpty()
        ? RackTrouble.at(
            board,
            "no key for it: none is named, no ssh-agent runs, and " + folder + " holds none",
            "name one as ssh.key of this board in the rack file, or start ssh-agent")
        : RackTrouble.at(
            board,
            "no key for it: " + locked + " need a passphrase, and no ssh-agent runs",
            "start ssh-agent and add the key to it (ssh-add)");
  }

  private static boolean encrypted(JSch keys, Path key) throws JSchException {
    KeyPair pair = KeyPair.load(keys, key.toString(), null);
    try {
      return pair.isEncrypted();
    } finally {
      pair.dispose();
    }
  }
}
