package dev.gantry.targets.doctor;

/** One thing that is wrong with a board, and how to mend it. */
public record BoardComplaint(Severity severity, String what, String remedy) {
  /** Says how bad a complaint is. */
  public enum Severity {
    /** Nothing can be measured so. */
    BLOCKS,
    /** Measured numbers may not count, or not mean what they seem to. */
    DOUBTFUL,
    /** Worth knowing. */
    HINT
  }
}
