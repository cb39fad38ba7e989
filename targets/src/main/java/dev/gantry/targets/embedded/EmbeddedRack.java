package dev.gantry.targets.embedded;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.SshDestination;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells where to connect to the boards of a rack: starts its embedded boards, and takes its real
 * ones as the rack file says.
 */
public final class EmbeddedRack implements AutoCloseable {
  private final Rack rack;
  private final Map<String, EmbeddedBoard> embedded;

  private EmbeddedRack(Rack rack, Map<String, EmbeddedBoard> embedded) {
    this.rack = rack;
    this.embedded = embedded;
  }

  /** Boards live under the folder by name, so that their stores are still there next time. */
  public static EmbeddedRack start(Rack rack, Path folder) throws IOException {
    Map<String, EmbeddedBoard> started = new LinkedHashMap<>();
    EmbeddedRack open = new EmbeddedRack(rack, started);
    try {
      for (Board board : rack.boards()) {
        if (board.address() instanceof Board.Embedded) {
          started.put(
              board.name(), EmbeddedBoard.start(board.name(), folder.resolve(board.name())));
        }
      }
      return open;
    } catch (IOException e) {
      open.close();
      throw e;
    }
  }

  public SshDestination destination(String board) throws RigException {
    EmbeddedBoard simulated = embedded.get(board);
    if (simulated != null) {
      return simulated.destination();
    }
    if (rack.board(board).address() instanceof Board.Ssh ssh) {
      return SshDestination.of(board, ssh);
    }
    throw new IllegalArgumentException("board " + board + " was not started");
  }

  public Optional<EmbeddedBoard> embedded(String board) {
    return Optional.ofNullable(embedded.get(board));
  }

  @Override
  public void close() {
    embedded.values().forEach(EmbeddedBoard::close);
  }
}
