package dev.gantry.reports.ledger;

import dev.gantry.dossier.Cell;

/** Names the place in the plan where an entry stands: one cell on one board. */
public record EntryPlace(String model, String precision, String kind, String board) {
  /** Stands for the release as a whole, where an entry belongs to no cell. */
  public static final EntryPlace RELEASE = new EntryPlace("release", "-", "-", "-");

  public static EntryPlace of(Cell cell, String board) {
    return new EntryPlace(cell.model(), cell.precision().toString(), cell.kind(), board);
  }

  public String variant() {
    return model + "/" + precision;
  }

  public String cell() {
    return variant() + "/" + kind;
  }

  public String id() {
    return cell() + "/" + board;
  }
}
