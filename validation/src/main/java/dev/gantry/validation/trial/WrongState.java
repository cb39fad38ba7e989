package dev.gantry.validation.trial;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import java.util.List;

/** A board that is not in the state that its kind demands, and could not be brought into it. */
public final class WrongState extends RigException {
  private static final long serialVersionUID = 1;

  WrongState(String board, List<String> violations, List<String> tried) {
    super(
        new Trouble(
            Blame.RACK,
            board,
            "is not in the state that its kind demands: "
                + String.join("; ", violations)
                + (tried.isEmpty() ? "" : "; done about it: " + String.join("; ", tried)),
            "bring it into that state, or change 'expect' of its kind in the rack file"));
  }
}
