package dev.gantry.validation.judgement;

import dev.gantry.dossier.Finding;
import dev.gantry.dossier.Subject;
import java.util.List;
import java.util.Optional;

/**
 * A finding that is not, to the letter, what it was when the dossier was judged before.
 *
 * @param before absent where nothing was asked of the subject then
 * @param after absent where nothing is asked of it now
 */
public record ChangedFinding(
    Subject subject,
    Optional<Finding> before,
    Optional<Finding> after,
    List<ChangeReason> reasons) {
  public ChangedFinding {
    reasons = List.copyOf(reasons);
  }

  public boolean otherOutcome() {
    return !before.map(Finding::outcome).equals(after.map(Finding::outcome));
  }
}
