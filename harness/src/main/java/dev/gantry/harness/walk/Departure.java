package dev.gantry.harness.walk;

import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Trouble;
import java.time.Instant;
import java.util.Set;

/** A board that takes nothing any more in this run: why, and what it had begun. */
record Departure(String board, Instant started, Trouble trouble, Set<PlannedCell> halfDone) {
  Departure {
    halfDone = Set.copyOf(halfDone);
  }
}
