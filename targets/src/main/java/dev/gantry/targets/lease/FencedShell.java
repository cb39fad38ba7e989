package dev.gantry.targets.lease;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.command.CommandShell;
import dev.gantry.targets.link.command.CompletedCommand;
import java.time.Duration;

/**
 * Runs commands under one lease only. A host that slept through the end of its lease does not know
 * of it, so the board itself compares the tokens.
 */
record FencedShell(CommandShell shell, long token) implements CommandShell {
  private static final int FENCED = 76;
  private static final String WORD = "gantry: another lease";

  @Override
  public String board() {
    return shell.board();
  }

  @Override
  public CompletedCommand run(String command, Duration limit) throws RigException {
    String fence =
        "[ \"$(cat \"$HOME/.gantry/lease.token\")\" = "
            + token
            + " ] || { echo '"
            + WORD
            + "' >&2; exit "
            + FENCED
            + "; }\n";
    CompletedCommand said = shell.run(fence + command, limit);
    if (said.status() == FENCED && said.errors().contains(WORD)) {
      throw RackTrouble.at(
          board(),
          "the lease is someone else's now: the command was refused there",
          "this computer slept or was cut off for too long; run again with --resume");
    }
    return said;
  }
}
