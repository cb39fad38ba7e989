package dev.gantry.validation.judgement;

import dev.gantry.dossier.Finding;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Verdict;
import java.util.List;

/** The verdict, and every finding behind it in the order of the plan. */
public record Judgement(Verdict verdict, List<Finding> findings) {
  public Judgement {
    findings = List.copyOf(findings);
  }

  /** What was found of a part of the plan, and the verdict over that part. */
  public Judgement on(ReleasePlan part) {
    List<Finding> some =
        findings.stream()
            .filter(
                finding ->
                    part.boards().stream()
                        .anyMatch(board -> board.name().equals(finding.subject().board())))
            .toList();
    return new Judgement(VerdictRule.verdict(part, some), some);
  }
}
