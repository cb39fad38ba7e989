package dev.gantry.validation.judgement;

import dev.gantry.dossier.Finding;
import dev.gantry.dossier.Outcome;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** From findings to the verdict. Nothing measured is never a pass. */
final class VerdictRule {
  private VerdictRule() {}

  static Verdict verdict(ReleasePlan plan, List<Finding> findings) {
    if (findings.stream().anyMatch(VerdictRule::forbids)) {
      return Verdict.FAILED;
    }
    boolean measured =
        findings.stream().noneMatch(finding -> finding.outcome() == Outcome.NOT_MEASURED);
    return measured && covers(plan, findings) ? Verdict.PASSED : Verdict.INCONCLUSIVE;
  }

  private static boolean forbids(Finding finding) {
    return finding instanceof Finding.Broken broken && broken.waiver().isEmpty();
  }

  private static boolean covers(ReleasePlan plan, List<Finding> findings) {
    Set<Subject> judged = findings.stream().map(Finding::subject).collect(Collectors.toSet());
    return !plan.cells().isEmpty() && plan.cells().stream().allMatch(cell -> covers(cell, judged));
  }

  /** As many boards as the plan asks for, and of each that was judged, everything. */
  private static boolean covers(PlannedCell cell, Set<Subject> judged) {
    if (cell.units() == 0 || cell.criteria().isEmpty()) {
      return false;
    }
    int whole = 0;
    for (String board : cell.boards()) {
      long there =
          cell.criteria().stream()
              .map(criterion -> new Subject(cell.cell(), board, criterion.name()))
              .filter(judged::contains)
              .count();
      if (there > 0 && there < cell.criteria().size()) {
        return false;
      }
      whole += there > 0 ? 1 : 0;
    }
    return whole >= cell.units();
  }
}
