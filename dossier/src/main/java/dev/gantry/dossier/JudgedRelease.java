package dev.gantry.dossier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A release with its verdict, and everything that a report draws.
 *
 * @param shard of which the plan here is the part; its verdict says nothing of the other parts
 * @param rules the version of the rules that it was judged by; 0 where nobody told
 */
public record JudgedRelease(
    ReleasePlan plan,
    Optional<Shard> shard,
    Verdict verdict,
    int rules,
    Instant started,
    Instant finished,
    List<PinnedEngine> engines,
    List<Finding> findings,
    List<Trouble> troubles,
    List<Account> accounts) {
  public JudgedRelease {
    if (rules < 0) {
      throw new IllegalArgumentException("there are no rules " + rules);
    }
    engines = List.copyOf(engines);
    findings = List.copyOf(findings);
    troubles = List.copyOf(troubles);
    accounts = List.copyOf(accounts);
  }

  /** Of a whole plan, by rules that nobody told. */
  public JudgedRelease(
      ReleasePlan plan,
      Verdict verdict,
      Instant started,
      Instant finished,
      List<PinnedEngine> engines,
      List<Finding> findings,
      List<Trouble> troubles,
      List<Account> accounts) {
    this(
        plan,
        Optional.empty(),
        verdict,
        0,
        started,
        finished,
        engines,
        findings,
        troubles,
        accounts);
  }

  /** The bytes that were tested for a cell, and so the bytes that may ship. */
  public record PinnedEngine(Cell cell, Digest digest) {}

  /**
   * Holds what one trial showed beside its findings; remarks are what people should know of it.
   *
   * @param layers what the engine is made of, in words, where its inspector tells
   * @param task how well it does its task, where samples are labelled
   */
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
      SortedMap<String, String> facts,
      List<Ran> ran,
      List<String> remarks,
      Optional<String> layers,
      Optional<TaskProfile> task) {
    public Account {
      facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
      ran = List.copyOf(ran);
      remarks = List.copyOf(remarks);
    }
  }

  /** Tells how a scenario beside {@code single} went, in words; of a soak also window by window. */
  public record Ran(Scenario scenario, String words, List<Window> windows) {
    public Ran {
      windows = List.copyOf(windows);
    }
  }

  /** One window of a soak, and when it began. */
  public record Window(Duration from, long queries, Duration p50, Duration p99) {}

  /** Never asked, because enough others were judged. */
  public List<String> notNeeded(ReleasePlan.PlannedCell cell) {
    return leftOut(cell).stream().filter(board -> !tried(cell, board)).toList();
  }

  /** Asked, and nothing came of it; enough others were judged all the same. */
  public List<String> inVain(ReleasePlan.PlannedCell cell) {
    return leftOut(cell).stream().filter(board -> tried(cell, board)).toList();
  }

  private boolean tried(ReleasePlan.PlannedCell cell, String board) {
    return accounts.stream()
        .anyMatch(account -> account.cell().equals(cell.cell()) && account.board().equals(board));
  }

  /** The boards of a cell that have no findings, because enough others were judged. */
  public List<String> leftOut(ReleasePlan.PlannedCell cell) {
    Set<String> judged =
        findings.stream()
            .map(Finding::subject)
            .filter(subject -> subject.cell().equals(cell.cell()))
            .map(Subject::board)
            .collect(Collectors.toSet());
    return judged.size() < cell.units() || judged.isEmpty()
        ? List.of()
        : cell.boards().stream().filter(board -> !judged.contains(board)).toList();
  }

  public boolean simulated() {
    return plan.boards().stream().anyMatch(ReleasePlan.PlannedBoard::simulated);
  }
}
