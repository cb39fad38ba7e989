package dev.gantry.dossier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A release with its verdict, and everything that a report draws. */
public record JudgedRelease(
    ReleasePlan plan,
    Verdict verdict,
    Instant started,
    Instant finished,
    List<PinnedEngine> engines,
    List<Finding> findings,
    List<Trouble> troubles,
    List<Account> accounts) {
  public JudgedRelease {
    engines = List.copyOf(engines);
    findings = List.copyOf(findings);
    troubles = List.copyOf(troubles);
    accounts = List.copyOf(accounts);
  }

  /** The bytes that were tested for a cell, and so the bytes that may ship. */
  public record PinnedEngine(Cell cell, Digest digest) {}

  /** What one trial showed beside its findings. */
  public record Account(
      Cell cell,
      String board,
      boolean simulated,
      Instant started,
      Instant finished,
      Optional<Digest> engine,
      Optional<LatencyProfile> latency,
      Optional<ByteCount> peakMemory,
      Optional<Duration> load,
      Optional<Trial.Pushed> pushed,
      SortedMap<String, String> facts) {
    public Account {
      facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }
  }

  public boolean simulated() {
    return plan.boards().stream().anyMatch(ReleasePlan.PlannedBoard::simulated);
  }
}
