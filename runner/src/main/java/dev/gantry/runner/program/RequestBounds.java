package dev.gantry.runner.program;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Scenario;
import dev.gantry.runner.drive.TimesWriter;
import java.time.Duration;

/** Refuses what nobody asks of a board in earnest, before anything is sized by it. */
final class RequestBounds {
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final long MOST_WINDOWS = 99_999;
  private static final int LARGEST_BATCH = 65_536;

  private RequestBounds() {}

  static void check(Scenario scenario) throws RefusedException {
    if (scenario instanceof Scenario.Single single) {
      most(scenario, "queries", single.queries(), TimesWriter.MOST_TIMES);
      most(scenario, "warm-up queries", single.warmUp(), TimesWriter.MOST_TIMES);
    } else if (scenario instanceof Scenario.Periodic periodic) {
      length(scenario, periodic.length());
      long queries = periodic.length().toNanos() / periodic.period().toNanos();
      most(scenario, "queries", queries, TimesWriter.MOST_TIMES);
    } else if (scenario instanceof Scenario.Offline offline) {
      length(scenario, offline.length());
      most(scenario, "samples in a batch", offline.batch(), LARGEST_BATCH);
    } else if (scenario instanceof Scenario.Soak soak) {
      length(scenario, soak.length());
      long windows = soak.length().toNanos() / soak.window().toNanos();
      most(scenario, "windows", windows, MOST_WINDOWS);
    }
  }

  private static void length(Scenario scenario, Duration length) throws RefusedException {
    most(scenario, "seconds", length.toSeconds(), LONGEST.toSeconds());
  }

  private static void most(Scenario scenario, String what, long asked, long most)
      throws RefusedException {
    if (asked > most) {
      throw new RefusedException(
          Problem.in(
              "scenario " + scenario.name(),
              asked + " " + what + " are more than a run has",
              "ask for " + most + " at most"));
    }
  }
}
