package dev.gantry.targets.link;

import com.jcraft.jsch.JSch;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.RigException;
import java.util.Optional;

/**
 * Says where to connect to, who we are, and which host keys we trust; and the jump host before it,
 * where a board is reached through another host.
 */
public record SshDestination(
    String board, String host, int port, String user, JSch keys, Optional<SshDestination> jump) {

  public SshDestination(String board, String host, int port, String user, JSch keys) {
    this(board, host, port, user, keys, Optional.empty());
  }

  /** A board of the rack file. Without a key named there, those of this user are tried. */
  public static SshDestination of(String board, Board.Ssh address) throws RigException {
    return of(board, address, UserKeys.ofThisUser());
  }

  public static SshDestination of(String board, Board.Ssh address, UserKeys userKeys)
      throws RigException {
    Optional<SshDestination> jump = Optional.empty();
    if (address.jump().isPresent()) {
      jump = Optional.of(of(board, address.jump().get(), userKeys));
    }
    return new SshDestination(
        board, address.host(), address.port(), address.user(), userKeys.keys(board, address), jump);
  }

  /** As people write it. */
  String place() {
    return host + ":" + port;
  }
}
