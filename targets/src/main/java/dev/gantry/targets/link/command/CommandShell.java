package dev.gantry.targets.link.command;

import dev.gantry.dossier.RigException;
import java.time.Duration;

/** Runs short commands: on a board, or over what was once recorded of one. */
public interface CommandShell {
  String board();

  /** Runs a command to its end and gives back what it said, whatever its exit status. */
  CompletedCommand run(String command, Duration limit) throws RigException;
}
