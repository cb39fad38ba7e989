package dev.gantry.harness.plan;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.Waiver;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.files.ReleaseFile.WaiverEntry;
import dev.gantry.settings.shape.PartialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds waivers that cover nothing. Such a waiver is a slip of the pen: its author believes
 * something is waived.
 */
record WaiverCheck(PartialRecord<ReleaseFile> release, ReleasePlan plan) {
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (PartialRecord<WaiverEntry> written : release.parts(ReleaseFile::waivers)) {
      Optional<Waiver> waiver = written.whole().map(WaiverEntry::waiver);
      if (waiver.isPresent() && coversNothing(waiver.get())) {
        problems.add(
            written.problem(
                "'" + waiver.get().finding() + "' matches no finding of this plan",
                "'gantry plan' lists them; '*' stands for one part",
                WaiverEntry::finding));
      }
    }
    return problems;
  }

  private boolean coversNothing(Waiver waiver) {
    return subjects().stream().noneMatch(subject -> waiver.covers(subject, waiver.expires()));
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
