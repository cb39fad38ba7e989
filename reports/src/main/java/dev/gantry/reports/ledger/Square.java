package dev.gantry.reports.ledger;

import java.util.List;

/** One cell on one board, with every entry about it. */
public record Square(Place place, boolean simulated, List<Entry> entries) {
  public Square {
    entries = List.copyOf(entries);
  }

  /** The worst of its entries; a square of which nothing is said has no evidence. */
  public Standing standing() {
    return entries.stream()
        .map(Entry::standing)
        .min(Standing::compareTo)
        .orElse(Standing.NO_EVIDENCE);
  }

  public long count(Standing standing) {
    return entries.stream().filter(entry -> entry.standing() == standing).count();
  }
}
