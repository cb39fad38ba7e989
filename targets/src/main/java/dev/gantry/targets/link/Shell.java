package dev.gantry.targets.link;

import dev.gantry.dossier.RigException;
import java.time.Duration;

/** Where short commands are run: on a board, or over what was once recorded of one. */
public interface Shell {
  String board();

  /** Runs a command to its end and gives back what it said, whatever its exit status. */
  Completed run(String command, Duration limit) throws RigException;
}
