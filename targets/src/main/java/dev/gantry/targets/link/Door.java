package dev.gantry.targets.link;

import com.jcraft.jsch.JSch;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.RigException;
import java.util.Optional;

/**
 * Where to knock, who we are, and which host keys we trust; and the door before this one, where a
 * board is reached through another host.
 */
public record Door(
    String board, String host, int port, String user, JSch keys, Optional<Door> jump) {

  public Door(String board, String host, int port, String user, JSch keys) {
    this(board, host, port, user, keys, Optional.empty());
  }

  /** A board of the rack file. Without a key named there, those of this user are tried. */
  public static Door of(String board, Board.Ssh address) throws RigException {
    return of(board, address, Keyring.ofThisUser());
  }

  public static Door of(String board, Board.Ssh address, Keyring keyring) throws RigException {
    Optional<Door> jump = Optional.empty();
    if (address.jump().isPresent()) {
      jump = Optional.of(of(board, address.jump().get(), keyring));
    }
    return new Door(
        board, address.host(), address.port(), address.user(), keyring.keys(board, address), jump);
  }

  /** As people write it. */
  String place() {
    return host + ":" + port;
  }
}
