package dev.gantry.dossier;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when what was given to us cannot be used; carries every problem, so that all are mended at
 * once.
 */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;
  private final String consequence;

  public RefusedException(List<Problem> problems) {
    this(problems, "nothing was changed");
  }

  public RefusedException(Problem problem) {
    this(List.of(problem));
  }

  private RefusedException(List<Problem> problems, String consequence) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
    this.consequence = consequence;
  }

  /** The same refusal, for which something was changed all the same. */
  public RefusedException after(String what) {
    RefusedException told = new RefusedException(problems, what);
    told.initCause(this);
    return told;
  }

  public List<Problem> problems() {
    return problems;
  }

  /** What was done about it, for whoever wonders what they find now. */
  public String consequence() {
    return consequence;
  }
}
