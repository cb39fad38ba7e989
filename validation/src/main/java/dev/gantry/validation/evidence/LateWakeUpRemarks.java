package dev.gantry.validation.evidence;

import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trial.TimedRound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Checks that a runner that sleeps until a query is due was woken in time. Where it was not,
 * somebody else had the processors: whoever reads of late answers should know.
 */
record LateWakeUpRemarks(Trial.Measured trial) {
  private static final String LATE = "periodic.wake-late-ns.p99";

  /** The share of a deadline that may be lost by waking up. */
  private static final double WORTH_TELLING = 0.25;

  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (TimedRound round : trial.rounds()) {
      String late = round.facts().get(LATE);
      if (round.scenario() instanceof Scenario.Periodic periodic
          && late != null
          && late.matches("[0-9]{1,15}")
          && Long.parseLong(late) > periodic.deadline().toNanos() * WORTH_TELLING) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "one query in a hundred was started %.1f ms late or more because the runner was not"
                    + " woken in time (each is due within %.1f ms): something else had the board's"
                    + " processors",
                Long.parseLong(late) / 1e6,
                periodic.deadline().toNanos() / 1e6));
      }
    }
    return remarks;
  }
}
