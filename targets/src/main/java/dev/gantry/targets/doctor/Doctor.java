package dev.gantry.targets.doctor;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.Shell;
import dev.gantry.targets.probe.Probe;
import dev.gantry.targets.state.StateObserver;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Looks at a board of a kind and says what is wrong with it.
 *
 * @param jre the archive with a Java runtime that the rack file names for the board
 */
public record Doctor(BoardKind kind, Optional<Path> jre, Clock clock) {
  /** None for a healthy board; the worst first. */
  public List<Complaint> examine(Shell shell) throws RigException {
    Probe probe = Probe.of(shell);
    return examine(probe, StateObserver.observe(shell));
  }

  public List<Complaint> examine(Probe probe, SortedMap<String, String> observed) {
    List<Complaint> complaints = new ArrayList<>();
    new Installation(probe, jre).complain(kind.backend(), complaints);
    new Surroundings(probe, clock.instant()).complain(complaints);
    new Condition(probe, observed, kind.expect()).complain(complaints);
    complaints.sort(java.util.Comparator.comparing(Complaint::severity));
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
