package dev.gantry.reports.ledger;

import java.util.List;

/** One thing that stands in the way of a pass, and every entry that says it. */
public record LedgerComplaint(List<LedgerEntry> entries) {
  public LedgerComplaint {
    entries = List.copyOf(entries);
  }

  public LedgerEntry first() {
    return entries.get(0);
  }

  /** The first of them by name, and how many more there are. */
  public String where() {
    int more = entries.size() - 1;
    return first().id() + (more == 0 ? "" : " and " + more + " more");
  }
}
