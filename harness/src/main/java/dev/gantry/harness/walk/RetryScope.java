package dev.gantry.harness.walk;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Outcome;
import dev.gantry.dossier.Verdict;
import dev.gantry.validation.judgement.CellOnBoard;
import java.util.HashSet;
import java.util.Set;

/**
 * Says what of an earlier run is run again. Usually that is what came to nothing; where only the
 * rack gets a second chance, it is what the rack is blamed for, measured or not, and nothing else.
 * What is proven broken is never measured until it looks better: a verdict of FAILED stands.
 */
public record RetryScope(boolean rackOnly, Set<CellOnBoard> again) {
  public static final RetryScope USUAL = new RetryScope(false, Set.of());

  public RetryScope {
    again = Set.copyOf(again);
  }

  public static RetryScope ofTheRack(JudgedRelease judged) {
    Set<CellOnBoard> again = new HashSet<>();
    if (judged.verdict() != Verdict.FAILED) {
      judged.findings().stream()
          .filter(RetryScope::blamesTheRack)
          .forEach(finding -> again.add(cellOnBoard(finding)));
      judged.findings().stream()
          .filter(finding -> finding.outcome() == Outcome.BROKEN)
          .forEach(finding -> again.remove(cellOnBoard(finding)));
    }
    return new RetryScope(true, again);
  }

  private static CellOnBoard cellOnBoard(Finding finding) {
    return new CellOnBoard(finding.subject().cell(), finding.subject().board());
  }

  private static boolean blamesTheRack(Finding finding) {
    return finding instanceof Finding.NotMeasured unknown && unknown.blame() == Blame.RACK;
  }
}
