package dev.gantry.validation.judgement;

import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.validation.judgement.BoardEvidence.Evidence;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the boards that a cell is judged on. Whatever was measured is judged: a good unit must
 * not hide a bad one. Where fewer were measured than the plan asks for, boards without evidence
 * make up the number, those that were tried first; any other board was simply not needed.
 */
record JudgedBoards(Map<CellOnBoard, BoardEvidence> evidence) {
  List<String> of(PlannedCell cell) {
    Set<String> judged = new HashSet<>();
    for (String board : cell.boards()) {
      if (evidence.get(new CellOnBoard(cell.cell(), board)) instanceof Evidence) {
        judged.add(board);
      }
    }
    fill(judged, cell, true);
    fill(judged, cell, false);
    return cell.boards().stream().filter(judged::contains).toList();
  }

  private void fill(Set<String> judged, PlannedCell cell, boolean tried) {
    for (String board : cell.boards()) {
      boolean there = evidence.containsKey(new CellOnBoard(cell.cell(), board));
      if (judged.size() < cell.units() && there == tried) {
        judged.add(board);
      }
    }
  }
}
