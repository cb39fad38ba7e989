package dev.gantry.harness.walk;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.validation.judgement.CellOnBoard;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of an earlier run is run again. Usually that is what came to nothing; where only the rack
 * had a second chance, it is what the rack is blamed for, measured or not, and nothing else.
 */
public record Rework(boolean rackOnly, Set<CellOnBoard> again) {
  public static final Rework USUAL = new Rework(false, Set.of());

  public Rework {
    again = Set.copyOf(again);
  }

  public static Rework ofTheRack(JudgedRelease judged) {
    return new Rework(
        true,
        judged.findings().stream()
            .filter(Rework::blamesTheRack)
            .map(finding -> new CellOnBoard(finding.subject().cell(), finding.subject().board()))
            .collect(Collectors.toSet()));
  }

  private static boolean blamesTheRack(Finding finding) {
    return finding instanceof Finding.NotMeasured unknown && unknown.blame() == Blame.RACK;
  }

  /** Whether a square is through, of which a trial was measured or came to nothing. */
  boolean through(CellOnBoard square, boolean measured) {
    return rackOnly ? !again.contains(square) : measured;
  }
}
