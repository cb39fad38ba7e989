package dev.gantry.targets.link;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;

/** Trouble with a board or its link, told in one place so that it always names the board. */
public final class RackTrouble {
  private RackTrouble() {}

  public static RigException at(String board, String what, String remedy) {
    return new RigException(new Trouble(Blame.RACK, board, what, remedy));
  }

  public static RigException at(String board, String what, String remedy, Throwable cause) {
    return new RigException(new Trouble(Blame.RACK, board, what, remedy), cause);
  }

  static LostLink lost(String board, String during) {
    return LostLink.during(board, during);
  }
}
