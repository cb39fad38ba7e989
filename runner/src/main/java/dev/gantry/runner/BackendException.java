package dev.gantry.runner;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Problem;

/** The runtime of a backend does not do what it was asked for, in words for a line of trouble. */
public final class BackendException extends Exception {
  private static final long serialVersionUID = 1;

  private final Blame blame;

  private BackendException(Blame blame, String message, Throwable cause) {
    super(message, cause);
    this.blame = blame;
  }

  private BackendException(Blame blame, Problem problem) {
    super(problem.toString());
    this.blame = blame;
  }

  public static BackendException of(Problem problem) {
    return new BackendException(Blame.TOOLCHAIN, problem);
  }

  /** For what the board itself lacks. */
  public static BackendException ofBoard(Problem problem) {
    return new BackendException(Blame.RACK, problem);
  }

  /** What a runtime said by itself, with its name and version before it. */
  static BackendException said(String runtime, Exception cause) {
    return new BackendException(Blame.TOOLCHAIN, runtime + ": " + cause.getMessage(), cause);
  }

  public Blame blame() {
    return blame;
  }
}
