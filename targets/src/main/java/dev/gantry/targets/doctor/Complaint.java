package dev.gantry.targets.doctor;

/** One thing that is wrong with a board, and how to mend it. */
public record Complaint(Severity severity, String what, String remedy) {
  /** How bad it is. */
  public enum Severity {
    /** Nothing can be measured so. */
    BLOCKS,
    /** Measured numbers may not count, or not mean what they seem to. */
    DOUBTFUL,
    /** Worth knowing. */
    HINT
  }
}
