package dev.gantry.targets.doctor;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.command.CommandShell;
import dev.gantry.targets.probe.BoardProbe;
import dev.gantry.targets.state.StateObserver;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * LookSchedule at a board of a kind and says what is wrong with it.
 *
 * @param jre the archive with a Java runtime that the rack file names for the board
 */
public record BoardDoctor(BoardKind kind, Optional<Path> jre, Clock clock) {
  /** None for a healthy board; the worst first. */
  public List<BoardComplaint> examine(CommandShell shell) throws RigException {
    BoardProbe probe = BoardProbe.of(shell);
    return examine(probe, StateObserver.observe(shell));
  }

  public List<BoardComplaint> examine(BoardProbe probe, SortedMap<String, String> observed) {
    List<BoardComplaint> complaints = new ArrayList<>();
    new InstallationCheck(probe, jre).complain(kind.backend(), complaints);
    new SystemCheck(probe, clock.instant()).complain(complaints);
    new StateComparison(probe, observed, kind.expect()).complain(complaints);
    complaints.sort(java.util.Comparator.comparing(BoardComplaint::severity));
    return List.copyOf(complaints);
  }

  /** Whether the runner, and with it a Java runtime, has to work on the board. */
  static boolean needsRunner(Backend backend) {
    return switch (backend) {
      case ONNXRUNTIME, TENSORRT -> true;
      case TRTEXEC -> false;
    };
  }
}
