package dev.gantry.harness.plan;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.settings.Read;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The limits and waivers of a release file, laid over a plan that was measured before. */
public record Policy(Path file) {
  public ReleasePlan applyTo(ReleasePlan plan) throws RefusedException {
    Read<ReleaseFile> read = ReleaseFile.read(file);
    ReleaseFile release = read.orRefuse();
    Criteria criteria = new Criteria(release);
    List<ReleasePlan.PlannedCell> cells = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (ReleasePlan.PlannedCell planned : plan.cells()) {
      Optional<ReleaseFile.ModelEntry> model =
          release.models().stream()
              .filter(entry -> entry.name().equals(planned.cell().model()))
              .findFirst();
      if (model.isEmpty()) {
        problems.add(
            Problem.in(
                file.toString(),
                "says nothing of model " + planned.cell().model() + ", which was measured",
                "a policy covers every model of the dossier"));
      } else {
        cells.add(
            new ReleasePlan.PlannedCell(
                planned.cell(),
                planned.boards(),
                criteria.of(model.get(), planned.cell().precision())));
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return plan.under(
        cells, release.waivers().stream().map(ReleaseFile.WaiverEntry::waiver).toList());
  }
}
