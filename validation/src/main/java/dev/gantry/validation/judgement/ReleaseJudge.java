package dev.gantry.validation.judgement;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Subject;
import dev.gantry.validation.judgement.CheckFamily.Ruled;
import dev.gantry.validation.ruling.WaiversOfDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Judges a release: exactly one finding for each criterion of each cell on each of its boards that
 * counts, in the order of the plan, and the verdict over them. Evidence that the plan does not ask
 * for is not judged.
 */
public final class ReleaseJudge {
  /**
   * @param day the day on which waivers must still hold
   */
  public Judgement judge(
      ReleasePlan plan, LocalDate day, Map<CellOnBoard, BoardEvidence> evidence) {
    JudgedBoards boards = new JudgedBoards(evidence);
    // Resampling takes long, and no cell depends on another.
    List<Ruled> rulings =
        plan.cells().parallelStream()
            .flatMap(
                cell ->
                    boards.of(cell).stream()
                        .flatMap(board -> rule(plan, cell, board, evidence).stream()))
            .toList();
    WaiversOfDay waivers = new WaiversOfDay(plan.waivers(), day);
    List<Finding> findings =
        CheckFamily.of(plan, cell -> boards.of(cell).size()).correct(rulings).stream()
            .map(ruled -> ruled.ruling().finding(ruled.subject(), ruled.criterion(), waivers))
            .toList();
    return new Judgement(VerdictRule.verdict(plan, findings), findings);
  }

  private static List<Ruled> rule(
      ReleasePlan plan, PlannedCell cell, String board, Map<CellOnBoard, BoardEvidence> evidence) {
    CellRuling ruledCell =
        CellRuling.of(plan, cell, evidence.get(new CellOnBoard(cell.cell(), board)));
    List<Ruled> rulings = new ArrayList<>();
    for (Criterion criterion : cell.criteria()) {
      Subject subject = new Subject(cell.cell(), board, criterion.name());
      rulings.add(new Ruled(subject, criterion, ruledCell.rule(criterion)));
    }
    return rulings;
  }
}
