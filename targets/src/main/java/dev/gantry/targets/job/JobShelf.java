package dev.gantry.targets.job;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.Script;
import dev.gantry.targets.link.Shell;
import java.time.Duration;

/** All jobs of a board, for whoever holds its lease. */
public record JobShelf(Shell board) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Script SWEEP = Script.beside(JobShelf.class, "sweep.sh");
  private static final Script DISCARD = Script.beside(JobShelf.class, "discard.sh");

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
