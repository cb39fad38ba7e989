package dev.gantry.targets.link;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import java.time.Duration;

/**
 * A board that cannot be reached, or not any more. Unlike other trouble it may pass by itself, so
 * that to connect again is worth while; what was under way is unknown, never done.
 */
public final class LostLink extends RigException {
  private static final long serialVersionUID = 1;

  private LostLink(Trouble trouble, Throwable cause) {
    super(trouble, cause);
  }

  private LostLink(Trouble trouble) {
    super(trouble);
  }

  /** There was a link, and it broke. */
  public static LostLink during(String board, String work) {
    return new LostLink(lost(board, work));
  }

  public static LostLink during(String board, String work, Throwable cause) {
    return new LostLink(lost(board, work), cause);
  }

  /** There was a link, and it was given up: it still answered, but nothing came of it. */
  static LostLink stalled(String board, String work, Duration silence, Throwable cause) {
    return new LostLink(
        new Trouble(
            Blame.RACK,
            board,
            "the link was given up: nothing moved for " + silence.toSeconds() + " s during " + work,
            "look at the board: is it overloaded or frozen, is its storage dying?"),
        cause);
  }

  /** There never was one. */
  public static LostLink unreachable(String board, String place, String why, Throwable cause) {
    return new LostLink(
        new Trouble(
            Blame.RACK,
            board,
            "no connection to " + place + ": " + why,
            "check power, network, host and port of this board"),
        cause);
  }

  private static Trouble lost(String board, String work) {
    return new Trouble(
        Blame.RACK,
        board,
        "the link was lost during " + work,
        "check power and network of " + board + ", then run again with --resume");
  }
}
