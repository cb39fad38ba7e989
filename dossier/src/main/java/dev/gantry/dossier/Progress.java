package dev.gantry.dossier;

/** How far one piece of work is, one way only: from the work to whoever watches. */
public record Progress(Stage stage, String where, String what, long done, long total) {
  /** The steps of the walk, named like the commands. */
  public enum Stage {
    PLAN,
    CONVERT,
    VISIT,
    JUDGE,
    REPORT,
    /** Beside the walk: a golden set is made or looked at. */
    GOLDEN
  }

  public static Progress note(Stage stage, String where, String what) {
    return new Progress(stage, where, what, 0, 0);
  }
}
