package dev.gantry.targets.lease;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.Script;
import dev.gantry.targets.link.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a board knows of its leases, for someone who holds none. */
final class LeaseDesk {
  private static final Duration QUICK = Duration.ofSeconds(20);
  private static final Script LOOK = Script.beside(LeaseDesk.class, "look.sh");
  private static final Script RELEASE = Script.beside(LeaseDesk.class, "release.sh");

  private final Shell shell;

  LeaseDesk(Shell shell) {
    this.shell = shell;
  }

  /** Whom the lock itself proves to be there; what a dead holder left behind is not believed. */
  Optional<Holder> holder() throws RigException {
    List<String> said = shell.run(LOOK.with(), QUICK).lines();
    return said.contains("held") ? Optional.of(Holder.read(said)) : Optional.empty();
  }

  List<LeaseEntry> log() throws RigException {
    return shell.run("cat \"$HOME/.gantry/lease.log\" 2>/dev/null; true", QUICK).lines().stream()
        .map(LeaseEntry::read)
        .flatMap(Optional::stream)
        .toList();
  }

  void release(long token) throws RigException {
    shell.run(RELEASE.with(String.valueOf(token)), QUICK);
  }
}
