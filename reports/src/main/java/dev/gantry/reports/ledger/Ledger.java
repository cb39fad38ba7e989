package dev.gantry.reports.ledger;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds everything that a report must draw: each cell of the plan on each of its boards, in the
 * order of the plan, then what was found beside the plan, then what can only be said of the release
 * as a whole.
 */
public record Ledger(List<LedgerCell> ledgerCells, List<LedgerEntry> ofRelease) {
  public Ledger {
    ledgerCells = List.copyOf(ledgerCells);
    ofRelease = List.copyOf(ofRelease);
  }

  public static Ledger of(JudgedRelease release) {
    Ledger ledger = new Ledger(new LedgerSurvey(release).ledgerCells(), List.of());
    return ledger.explains(release.verdict())
        ? ledger
        : new Ledger(ledger.ledgerCells, List.of(unexplained(release)));
  }

  // A report of green lines only, or of no lines, would read as a pass.
  private boolean explains(Verdict verdict) {
    List<LedgerEntry> entries = entries();
    boolean open = entries.stream().anyMatch(entry -> !entry.standing().clear());
    return open || (verdict == Verdict.PASSED && !entries.isEmpty());
  }

  private static LedgerEntry unexplained(JudgedRelease release) {
    return LedgerEntry.missing(
        EntryPlace.RELEASE,
        "verdict",
        release.simulated(),
        Optional.empty(),
        release.findings().isEmpty()
            ? "nothing was planned and nothing was judged: verdict " + release.verdict()
            : "the verdict is " + release.verdict() + ", and no finding says why");
  }

  public List<LedgerEntry> entries() {
    return Stream.concat(
            ledgerCells.stream().flatMap(ledgerCell -> ledgerCell.entries().stream()),
            ofRelease.stream())
        .toList();
  }

  public List<LedgerEntry> entries(EntryStanding standing) {
    return entries().stream().filter(entry -> entry.standing() == standing).toList();
  }

  /**
   * What stands in the way of a pass, the worst first: broken before unknown, furthest beyond a
   * limit before nearer. Entries that say the same are one complaint, so that a lost board does not
   * drown what others found.
   */
  public List<LedgerComplaint> complaints() {
    Map<String, List<LedgerEntry>> alike = new LinkedHashMap<>();
    entries().stream()
        .filter(entry -> !entry.standing().clear())
        .sorted(Comparator.comparing(LedgerEntry::standing).thenComparing(Ledger::nearness))
        .forEach(
            entry ->
                alike
                    .computeIfAbsent(
                        entry.standing() + " " + entry.message(), key -> new ArrayList<>())
                    .add(entry));
    return alike.values().stream().map(LedgerComplaint::new).toList();
  }

  private static double nearness(LedgerEntry entry) {
    return entry.margin().map(LimitMargin::comparable).orElse(Double.POSITIVE_INFINITY);
  }

  public long count(EntryStanding standing) {
    return entries(standing).size();
  }

  /** The cells, each on one board, about which there is no finding at all. */
  public long emptyCells() {
    return ledgerCells.stream()
        .filter(
            ledgerCell ->
                ledgerCell.count(EntryStanding.NO_EVIDENCE) == ledgerCell.entries().size())
        .count();
  }

  /** The entry that is furthest beyond its limit, or nearest to it, among those that stand so. */
  public Optional<LedgerEntry> tightest(EntryStanding standing) {
    return entries(standing).stream()
        .filter(entry -> entry.margin().isPresent())
        .min(Comparator.comparing(entry -> entry.margin().orElseThrow()));
  }

  /**
   * What the entries would allow at best. Reports draw the worse of this and the verdict, so that a
   * slip in either never shows green.
   */
  public Verdict best() {
    if (count(EntryStanding.BROKEN) > 0) {
      return Verdict.FAILED;
    }
    boolean clear = entries().stream().allMatch(entry -> entry.standing().clear());
    return clear && !entries().isEmpty() ? Verdict.PASSED : Verdict.INCONCLUSIVE;
  }
}
