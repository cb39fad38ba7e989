package dev.gantry.settings.tree;

import dev.gantry.dossier.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong in one file, up to a number that a person still reads. */
public final class FileComplaints {
  private static final int MOST = 100;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private int untold;

  public FileComplaints(String file) {
    this.file = file;
  }

  public void at(int line, String what, String remedy) {
    if (problems.size() < MOST) {
      problems.add(Problem.at(file, line, what, remedy));
    } else {
      untold++;
    }
  }

  public String file() {
    return file;
  }

  public void addAll(FileComplaints others) {
    for (Problem problem : others.problems) {
      if (problems.size() < MOST) {
        problems.add(problem);
      } else {
        untold++;
      }
    }
    untold += others.untold;
  }

  public int count() {
    return problems.size() + untold;
  }

  public List<Problem> problems() {
    List<Problem> told = new ArrayList<>(problems);
    if (untold > 0) {
      told.add(Problem.in(file, untold + " more problems are not listed", "Mend these first"));
    }
    return told;
  }
}
