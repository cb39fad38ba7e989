package dev.gantry.targets.job;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.link.command.CommandShell;
import java.time.Duration;

/** All jobs of a board, for whoever holds its lease. */
public record BoardJobCleanup(CommandShell board) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final BoardScript SWEEP = BoardScript.beside(BoardJobCleanup.class, "sweep.sh");
  private static final BoardScript DISCARD =
      BoardScript.beside(BoardJobCleanup.class, "discard.sh");

  /** Clears away what nobody comes back for. */
  public void sweep() throws RigException {
    board.run(SWEEP.with(), LIMIT);
  }

  /** Forgets ended jobs of an errand whose names start so. */
  public void discard(String errand, String prefix) throws RigException {
    if (!prefix.matches("[A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("no job is named '" + prefix + "'…");
    }
    board.run(DISCARD.with(errand + "." + prefix), LIMIT);
  }
}
