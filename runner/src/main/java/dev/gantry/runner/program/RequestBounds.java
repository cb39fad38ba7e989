package dev.gantry.runner.program;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Scenario;
import dev.gantry.runner.drive.TimesWriter;
import java.time.Duration;

/** Refuses what nobody asks of a board in earnest, before anything is sized by it. */
final class RequestBounds implements Scenario.Cases<Scenario, RefusedException> {
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final long MOST_WINDOWS = 99_999;
  private static final int LARGEST_BATCH = 65_536;

  private RequestBounds() {}

  static void check(Scenario scenario) throws RefusedException {
    scenario.in(new RequestBounds());
  }

  @Override
  public Scenario single(Scenario.Single single) throws RefusedException {
    most(single, "queries", single.queries(), TimesWriter.MOST_TIMES);
    most(single, "warm-up queries", single.warmUp(), TimesWriter.MOST_TIMES);
    return single;
  }

  @Override
  public Scenario periodic(Scenario.Periodic periodic) throws RefusedException {
    length(periodic, periodic.length());
    long queries = periodic.length().toNanos() / periodic.period().toNanos();
    most(periodic, "queries", queries, TimesWriter.MOST_TIMES);
    return periodic;
  }

  @Override
  public Scenario offline(Scenario.Offline offline) throws RefusedException {
    length(offline, offline.length());
    most(offline, "samples in a batch", offline.batch(), LARGEST_BATCH);
    return offline;
  }

  @Override
  public Scenario soak(Scenario.Soak soak) throws RefusedException {
    length(soak, soak.length());
    long windows = soak.length().toNanos() / soak.window().toNanos();
    most(soak, "windows", windows, MOST_WINDOWS);
    return soak;
  }

  /** One start is all that a process is asked for. */
  @Override
  public Scenario cold(Scenario.Cold cold) {
    return cold;
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
