package dev.gantry.dossier;

/** Names what a finding is about: one criterion of one cell on one board. */
public record Subject(Cell cell, String board, String criterion) {
  public String id() {
    return cell.id() + "/" + board + "/" + criterion;
  }
}
