package dev.gantry.validation.evidence;

import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trial.ObservedState;
import dev.gantry.dossier.Trial.TimedRound;
import dev.gantry.targets.state.StateContract;
import dev.gantry.targets.state.StateMoment;
import dev.gantry.targets.telemetry.TelemetrySummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the times of a trial are those of a healthy board in the agreed state, running the
 * engine that was compared with the references. Asked before any time is looked at.
 */
record TimingValidity(TrialFolder folder, Expectation expected) {
  /** A wall clock may be nudged a little at any time; more than this was a jump. */
  private static final long MOST_DRIFT_MS = 500;

  private static final String DRIFT = "clock.drift-ms";

  /** In words; none where the times count. */
  List<String> doubts() throws IOException {
    List<String> doubts = new ArrayList<>();
    clock().ifPresent(doubts::add);
    reboots(doubts);
    state(doubts);
    watched(doubts);
    doubts.addAll(new TimedAnswerCheck(folder).doubts());
    return doubts.stream().distinct().toList();
  }

  private Optional<String> clock() throws IOException {
    long worst = number(DRIFT, Optional.ofNullable(folder.trial().facts().get(DRIFT)));
    for (TimedRound round : folder.trial().rounds()) {
      long drift = number(DRIFT, Optional.ofNullable(round.facts().get(DRIFT)));
      worst = size(drift) > size(worst) ? drift : worst;
    }
    return size(worst) > MOST_DRIFT_MS
        ? Optional.of("the board's clock jumped by " + worst + " ms during a timed round")
        : Optional.empty();
  }

  // The smallest of all numbers is its own absolute value.
  private static double size(long drift) {
    return Math.abs((double) drift);
  }

  private static long number(String key, Optional<String> fact) throws IOException {
    try {
      return fact.map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException e) {
      throw new IOException("its fact " + key + " is not a number: " + fact.get(), e);
    }
  }

  /** A lost link is none: the work went on alone, and its times were taken on the board. */
  private void reboots(List<String> doubts) {
    for (Trial.Gap gap : folder.trial().gaps()) {
      if (gap.rebooted()) {
        doubts.add("the board was started anew while nobody watched it, at " + gap.from());
      }
    }
  }

  /** What nobody watched may have been anything; a process too short for a sample is no such. */
  private void watched(List<String> doubts) throws IOException {
    List<TelemetrySummary> summaries = folder.telemetry();
    for (TelemetrySummary summary : summaries) {
      doubts.addAll(summary.violations(expected));
    }
    if (expected.equals(Expectation.NOTHING)) {
      return;
    }
    if (summaries.isEmpty() && !folder.trial().rounds().isEmpty()) {
      doubts.add("nobody watched the board during the measurement");
    }
    for (TimedRound round : folder.trial().rounds()) {
      boolean takesTime =
          round.scenario() instanceof Scenario.Periodic
              || round.scenario() instanceof Scenario.Offline;
      if (takesTime && round.telemetry().isEmpty()) {
        doubts.add("nobody watched the board while it was driven " + round.scenario().words());
      }
    }
  }

  private void state(List<String> doubts) {
    if (expected.equals(Expectation.NOTHING)) {
      return;
    }
    List<ObservedState> states = folder.trial().states();
    if (states.size() < 2) {
      doubts.add("the state of the board was not looked at both before and after");
    }
    StateContract contract = new StateContract(expected);
    for (int index = 0; index < states.size(); index++) {
      StateMoment moment =
          index == 0
              ? StateMoment.BEFORE
              : index + 1 == states.size() ? StateMoment.AFTER : StateMoment.DURING;
      for (String violation : contract.violations(states.get(index).facts(), moment)) {
        doubts.add(words(moment) + violation);
      }
    }
  }

  private static String words(StateMoment moment) {
    return switch (moment) {
      case BEFORE -> "before the measurement ";
      case DURING -> "during the measurement ";
      case AFTER -> "after the measurement ";
    };
  }
}
