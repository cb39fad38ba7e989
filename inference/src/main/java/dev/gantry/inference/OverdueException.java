package dev.gantry.inference;

import dev.gantry.dossier.Problem;

/**
 * A model did not answer, or load, within the time that it was given. Unchecked: nothing that is
 * tried with other graphs of the model can mend it, so it ends the whole work on that model.
 */
public final class OverdueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public OverdueException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** The same, with the sample that it happened on. */
  public OverdueException on(String sample) {
    return new OverdueException(
        Problem.in(
            problem.file(), problem.what() + ", on sample '" + sample + "'", problem.remedy()));
  }
}
