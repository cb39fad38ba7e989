package dev.gantry.reports.ledger;

import java.util.List;

/** One cell on one board, with every entry about it. */
public record LedgerCell(EntryPlace place, boolean simulated, List<LedgerEntry> entries) {
  public LedgerCell {
    entries = List.copyOf(entries);
  }

  /**
   * The worst of its entries; where nothing is said of the cell on this board, there is no
   * evidence.
   */
  public EntryStanding standing() {
    return entries.stream()
        .map(LedgerEntry::standing)
        .min(EntryStanding::compareTo)
        .orElse(EntryStanding.NO_EVIDENCE);
  }

  public long count(EntryStanding standing) {
    return entries.stream().filter(entry -> entry.standing() == standing).count();
  }
}
