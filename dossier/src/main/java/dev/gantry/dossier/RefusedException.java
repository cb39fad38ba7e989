package dev.gantry.dossier;

import java.util.List;
import java.util.stream.Collectors;

/** What was given to us cannot be used; carries every problem, so that all are mended at once. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public RefusedException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public RefusedException(Problem problem) {
    this(List.of(problem));
  }

  public List<Problem> problems() {
    return problems;
  }
}
