package dev.gantry.validation.evidence;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trial.ObservedState;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.telemetry.TelemetrySummary;
import dev.gantry.validation.accuracy.SampleTaskScore;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts together what a measured trial shows beside its findings, for people. */
public record TrialAccount(TrialFolder folder) {
  /**
   * @param scores what its samples say, of this set
   */
  public Account account(List<SampleTaskScore> scores, GoldenSet golden) throws IOException {
    Trial.Measured trial = folder.trial();
    return new Account(
        trial.cell(),
        trial.board(),
        trial.simulated(),
        trial.started(),
        trial.finished(),
        Optional.of(trial.engine()),
        LatencyProfiles.of(folder.times()),
        trial.peakMemory(),
        trial.load(),
        Optional.of(trial.pushed()),
        facts(trial),
        new DrivenAccounts(folder.driven()).ran(),
        remarks(trial),
        new LayersInWords(folder.folder()).words(),
        TaskProfiles.of(scores, golden));
  }

  private SortedMap<String, String> facts(Trial.Measured trial) throws IOException {
    SortedMap<String, String> facts = new TreeMap<>(trial.facts());
    facts.remove("answers.samples");
    if (!trial.rounds().isEmpty()) {
      facts.put(BoardFact.PROCESSES.key(), String.valueOf(processes(trial)));
    }
    for (BoardFact fact : BoardFact.of(BoardFact.Use.STATE)) {
      List<String> seen = new ArrayList<>();
      for (ObservedState state : trial.states()) {
        Optional.ofNullable(state.facts().get(fact.key())).ifPresent(seen::add);
      }
      if (!seen.isEmpty()) {
        String last = seen.get(seen.size() - 1);
        facts.put(
            "state." + fact.key(), seen.get(0).equals(last) ? last : seen.get(0) + " → " + last);
      }
    }
    for (TelemetrySummary summary : folder.telemetry()) {
      for (BoardFact fact : BoardFact.of(BoardFact.Use.WATCHED)) {
        Optional.ofNullable(summary.facts().get(fact.key()))
            .ifPresent(value -> facts.merge("watched." + fact.key(), value, Worse::of));
      }
    }
    return facts;
  }

  /** Every round is a process of its own, but for a soak's: they are the windows of one. */
  private static int processes(Trial.Measured trial) {
    int windows = trial.rounds(Scenario.Soak.class).size();
    return trial.rounds().size() - windows + Math.min(windows, 1);
  }

  private static List<String> remarks(Trial.Measured trial) {
    List<String> remarks = new ArrayList<>(trial.gaps().stream().map(TrialAccount::words).toList());
    remarks.addAll(new LateWakeUpRemarks(trial).remarks());
    return remarks;
  }

  private static String words(Trial.Gap gap) {
    Instant from = gap.from().truncatedTo(ChronoUnit.SECONDS);
    return "no harness was there for "
        + Math.max(1, gap.length().toSeconds())
        + " s from "
        + from
        + ": "
        + gap.what()
        + (gap.rebooted() ? "; it was started anew" : "; the work went on there");
  }

  /** Of two summaries of a board, the larger number; words are told side by side. */
  private static final class Worse {
    private Worse() {}

    static String of(String one, String other) {
      try {
        return Double.parseDouble(one) >= Double.parseDouble(other) ? one : other;
      } catch (NumberFormatException e) {
        return one.equals(other) || (", " + one + ",").contains(", " + other + ",")
            ? one
            : one + ", " + other;
      }
    }
  }
}
