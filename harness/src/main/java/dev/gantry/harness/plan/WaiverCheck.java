package dev.gantry.harness.plan;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.Waiver;
import dev.gantry.settings.tree.SettingsDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds waivers that cover nothing. Such a waiver is a slip of the pen: its author believes
 * something is waived.
 */
record WaiverCheck(SettingsDocument release, ReleasePlan plan) {
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (int index = 0; index < plan.waivers().size(); index++) {
      Waiver waiver = plan.waivers().get(index);
      if (subjects().stream().noneMatch(subject -> waiver.covers(subject, waiver.expires()))) {
        problems.add(
            release.problem(
                "'" + waiver.finding() + "' matches no finding of this plan",
                "'gantry plan' lists them; '*' stands for one part",
                "waivers",
                index,
                "finding"));
      }
    }
    return problems;
  }

  private List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    for (ReleasePlan.PlannedCell cell : plan.cells()) {
      for (String board : cell.boards()) {
        for (Criterion criterion : cell.criteria()) {
          subjects.add(new Subject(cell.cell(), board, criterion.name()));
        }
      }
    }
    return subjects;
  }
}
