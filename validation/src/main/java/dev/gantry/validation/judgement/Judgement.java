package dev.gantry.validation.judgement;

import dev.gantry.dossier.Finding;
import dev.gantry.dossier.Verdict;
import java.util.List;

/** The verdict, and every finding behind it in the order of the plan. */
public record Judgement(Verdict verdict, List<Finding> findings) {
  public Judgement {
    findings = List.copyOf(findings);
  }
}
