package dev.gantry.targets.link;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.RigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where to knock, who we are, and which host keys we trust. */
public record Door(String board, String host, int port, String user, JSch keys) {

  /** A board of the rack file. Without a key named there, the usual ones of this user are tried. */
  public static Door of(String board, Board.Ssh address) throws RigException {
    Path ssh = Path.of(System.getProperty("user.home"), ".ssh");
    Path knownHosts = address.knownHosts().orElse(ssh.resolve("known_hosts"));
    if (!Files.isReadable(knownHosts)) {
      throw RackTrouble.at(
          board,
          "no list of known host keys at " + knownHosts,
          "add the board's host key there (ssh-keyscan, then compare it with the board's own), or "
              + "name another list as known-hosts in the rack file");
    }
    JSch keys = new JSch();
    try {
      keys.setKnownHosts(knownHosts.toString());
      for (Path key : identities(address.key(), ssh)) {
        keys.addIdentity(key.toString());
      }
    } catch (JSchException e) {
      throw RackTrouble.at(
          board,
          "the key or the list of known hosts cannot be read: " + e.getMessage(),
          "check ssh.key and ssh.known-hosts of this board in the rack file",
          e);
    }
    return new Door(board, address.host(), address.port(), address.user(), keys);
  }

  private static List<Path> identities(Optional<Path> named, Path ssh) {
    return named
        .map(List::of)
        .orElseGet(
            () ->
                List.of(ssh.resolve("id_ed25519"), ssh.resolve("id_ecdsa"), ssh.resolve("id_rsa"))
                    .stream()
                    .filter(Files::isReadable)
                    .toList());
  }
}
