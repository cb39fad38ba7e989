package dev.gantry.dossier;

/**
 * Tells how far work is, one way only: from the work to whoever watches. At each place a piece of
 * work, such as a cell that a board measures, begins, takes its steps and ends.
 *
 * @param done of a step: so much of it; of a piece that ended: so many pieces of the stage
 * @param total as many as there are; 0 where that is not known
 */
public record Progress(
    Stage stage, String where, String what, long done, long total, Measure measure, Turn turn) {
  /** The stages of a run, named like the commands. */
  public enum Stage {
    PLAN,
    CONVERT,
    VISIT,
    JUDGE,
    REPORT,
    /** Beside a run: a golden set is made or looked at. */
    GOLDEN
  }

  /** The unit in which progress is counted. */
  public enum Measure {
    COUNT,
    BYTES
  }

  /** The kind of event that is told of a piece of work or of its place. */
  public enum Turn {
    /** It became known how many pieces a stage has, and how many are behind it. */
    EXPECTED,
    /** A piece began. */
    BEGUN,
    /** A step began, or goes on. */
    STEP,
    /** A piece came to its end. */
    ENDED,
    /** A piece was given up, and why. */
    GIVEN_UP,
    /** Nothing more comes from this place. */
    LEFT,
    /** Something that people should know of, beside how far things are. */
    REMARK
  }

  public Progress {
    where = PrintableText.line(where);
    what = PrintableText.line(what);
  }

  public Progress(Stage stage, String where, String what, long done, long total, Measure measure) {
    this(stage, where, what, done, total, measure, Turn.STEP);
  }

  public Progress(Stage stage, String where, String what, long done, long total) {
    this(stage, where, what, done, total, Measure.COUNT);
  }

  /** A step of unknown length. */
  public static Progress note(Stage stage, String where, String what) {
    return new Progress(stage, where, what, 0, 0);
  }

  public static Progress expected(Stage stage, String where, long done, long total) {
    return of(Turn.EXPECTED, stage, where, "", done, total);
  }

  public static Progress begun(Stage stage, String where, String piece) {
    return of(Turn.BEGUN, stage, where, piece, 0, 0);
  }

  public static Progress ended(Stage stage, String where, String how, long done, long total) {
    return of(Turn.ENDED, stage, where, how, done, total);
  }

  public static Progress givenUp(Stage stage, String where, String why, long done, long total) {
    return of(Turn.GIVEN_UP, stage, where, why, done, total);
  }

  public static Progress left(Stage stage, String where) {
    return of(Turn.LEFT, stage, where, "", 0, 0);
  }

  public static Progress remark(Stage stage, String where, String what) {
    return of(Turn.REMARK, stage, where, what, 0, 0);
  }

  private static Progress of(
      Turn turn, Stage stage, String where, String what, long done, long total) {
    return new Progress(stage, where, what, done, total, Measure.COUNT, turn);
  }
}
