package dev.gantry.reports.ledger;

/** Says how an entry, or a whole cell on one board, stands; the worst first. */
public enum EntryStanding {
  BROKEN("Broken"),

  /** Planned, and nobody ever said anything about it. */
  NO_EVIDENCE("No evidence"),

  NOT_MEASURED("Not measured"),

  /** Broken, and somebody took the responsibility until a day that has not passed. */
  WAIVED("Waived"),

  MET("Met");

  private final String words;

  EntryStanding(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** True where it does not stand in the way of a pass. */
  public boolean clear() {
    return this == WAIVED || this == MET;
  }
}
