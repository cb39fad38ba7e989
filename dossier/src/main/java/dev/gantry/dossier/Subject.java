package dev.gantry.dossier;

/** What a finding is about. */
public record Subject(Cell cell, String board, String criterion) {
  public String id() {
    return cell.id() + "/" + board + "/" + criterion;
  }
}
