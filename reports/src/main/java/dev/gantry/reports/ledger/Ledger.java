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
 * Everything a report must draw: the squares of the plan in its order, then what was found beside
 * the plan, then what can only be said of the release as a whole.
 */
public record Ledger(List<Square> squares, List<Entry> ofRelease) {
  public Ledger {
    squares = List.copyOf(squares);
    ofRelease = List.copyOf(ofRelease);
  }

  public static Ledger of(JudgedRelease release) {
    Ledger ledger = new Ledger(new Survey(release).squares(), List.of());
    return ledger.explains(release.verdict())
        ? ledger
        : new Ledger(ledger.squares, List.of(unexplained(release)));
  }

  // A report of green lines only, or of no lines, would read as a pass.
  private boolean explains(Verdict verdict) {
    List<Entry> entries = entries();
    boolean open = entries.stream().anyMatch(entry -> !entry.standing().clear());
    return open || (verdict == Verdict.PASSED && !entries.isEmpty());
  }

  private static Entry unexplained(JudgedRelease release) {
    return Entry.missing(
        Place.RELEASE,
        "verdict",
        release.simulated(),
        Optional.empty(),
        release.findings().isEmpty()
            ? "nothing was planned and nothing was judged: verdict " + release.verdict()
            : "the verdict is " + release.verdict() + ", and no finding says why");
  }

  public List<Entry> entries() {
    return Stream.concat(
            squares.stream().flatMap(square -> square.entries().stream()), ofRelease.stream())
        .toList();
  }

  public List<Entry> entries(Standing standing) {
    return entries().stream().filter(entry -> entry.standing() == standing).toList();
  }

  /**
   * What stands in the way of a pass, the worst first: broken before unknown, furthest beyond a
   * limit before nearer. Entries that say the same are one complaint, so that a lost board does not
   * drown what others found.
   */
  public List<Complaint> complaints() {
    Map<String, List<Entry>> alike = new LinkedHashMap<>();
    entries().stream()
        .filter(entry -> !entry.standing().clear())
        .sorted(Comparator.comparing(Entry::standing).thenComparing(Ledger::nearness))
        .forEach(
            entry ->
                alike
                    .computeIfAbsent(
                        entry.standing() + " " + entry.message(), key -> new ArrayList<>())
                    .add(entry));
    return alike.values().stream().map(Complaint::new).toList();
  }

  private static double nearness(Entry entry) {
    return entry.margin().map(Margin::comparable).orElse(Double.POSITIVE_INFINITY);
  }

  public long count(Standing standing) {
    return entries(standing).size();
  }

  /** Squares of the plan about which there is no finding at all. */
  public long emptySquares() {
    return squares.stream()
        .filter(square -> square.count(Standing.NO_EVIDENCE) == square.entries().size())
        .count();
  }

  /** The entry that is furthest beyond its limit, or nearest to it, among those that stand so. */
  public Optional<Entry> tightest(Standing standing) {
    return entries(standing).stream()
        .filter(entry -> entry.margin().isPresent())
        .min(Comparator.comparing(entry -> entry.margin().orElseThrow()));
  }

  /**
   * What the entries would allow at best. Reports draw the worse of this and the verdict, so that a
   * slip in either never shows green.
   */
  public Verdict best() {
    if (count(Standing.BROKEN) > 0) {
      return Verdict.FAILED;
    }
    boolean clear = entries().stream().allMatch(entry -> entry.standing().clear());
    return clear && !entries().isEmpty() ? Verdict.PASSED : Verdict.INCONCLUSIVE;
  }
}
