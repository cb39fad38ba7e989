package dev.gantry.harness.walk;

import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Trouble;
import java.time.Instant;
import java.util.Set;

/** A board that takes nothing any more in this run: why, and what it had begun. */
record BoardDropout(String board, Instant started, Trouble trouble, Set<PlannedCell> halfDone) {
  BoardDropout {
    halfDone = Set.copyOf(halfDone);
  }
}
