package dev.gantry.targets.lease;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.link.command.CommandShell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads and ends the leases of a board, for someone who holds none. */
final class BoardLeases {
  private static final Duration QUICK = Duration.ofSeconds(20);
  private static final BoardScript LOOK = BoardScript.beside(BoardLeases.class, "look.sh");
  private static final BoardScript RELEASE = BoardScript.beside(BoardLeases.class, "release.sh");

  private final CommandShell shell;

  BoardLeases(CommandShell shell) {
    this.shell = shell;
  }

  /** Whom the lock itself proves to be there; what a dead holder left behind is not believed. */
  Optional<LeaseHolder> holder() throws RigException {
    List<String> said = shell.run(LOOK.with(), QUICK).lines();
    return said.contains("held") ? Optional.of(LeaseHolder.read(said)) : Optional.empty();
  }

  List<LeaseLogEntry> log() throws RigException {
    return shell.run("cat \"$HOME/.gantry/lease.log\" 2>/dev/null; true", QUICK).lines().stream()
        .map(LeaseLogEntry::read)
        .flatMap(Optional::stream)
        .toList();
  }

  void release(long token) throws RigException {
    shell.run(RELEASE.with(String.valueOf(token)), QUICK);
  }
}
