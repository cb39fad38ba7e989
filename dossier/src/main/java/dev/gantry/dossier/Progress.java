package dev.gantry.dossier;

/** How far one piece of work is, one way only: from the work to whoever watches. */
public record Progress(
    Stage stage, String where, String what, long done, long total, Measure measure) {
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

  /** What is counted. */
  public enum Measure {
    COUNT,
    BYTES
  }

  public Progress(Stage stage, String where, String what, long done, long total) {
    this(stage, where, what, done, total, Measure.COUNT);
  }

  public static Progress note(Stage stage, String where, String what) {
    return new Progress(stage, where, what, 0, 0);
  }
}
