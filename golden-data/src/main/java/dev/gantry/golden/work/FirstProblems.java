package dev.gantry.golden.work;

import dev.gantry.dossier.Problem;
import java.util.ArrayList;
import java.util.List;

/** As many problems as a person still reads, with a word on how many there are. */
public final class FirstProblems {
  private static final int MOST = 100;

  private FirstProblems() {}

  public static List<Problem> of(String place, List<Problem> problems) {
    if (problems.size() <= MOST) {
      return problems;
    }
    List<Problem> first = new ArrayList<>(problems.subList(0, MOST));
    first.add(
        Problem.in(
            place, problems.size() - MOST + " more problems are not listed", "mend these first"));
    return first;
  }
}
