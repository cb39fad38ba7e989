package dev.gantry.harness.plan;

import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.settings.Document;
import dev.gantry.settings.Read;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The limits and waivers of a release file, laid over a plan that was measured before. Both must
 * speak of the same cells: a limit for something that was not measured is refused, not passed over.
 */
public record Policy(Path file) {
  public ReleasePlan applyTo(ReleasePlan plan) throws RefusedException {
    Read<ReleaseFile> read = ReleaseFile.read(file);
    Document noRack = new Document(plan.rack(), Optional.empty());
    ReleaseFile release = read.with(new CellCheck(read.document(), noRack).problems()).orRefuse();
    List<Problem> problems = new ArrayList<>(strangers(release, plan, read.document()));
    List<ReleasePlan.PlannedCell> cells = new ArrayList<>();
    for (ReleasePlan.PlannedCell planned : plan.cells()) {
      entry(release, planned.cell())
          .ifPresentOrElse(
              model ->
                  cells.add(
                      new ReleasePlan.PlannedCell(
                          planned.cell(),
                          planned.boards(),
                          new Criteria(release).of(model, planned.cell().precision()))),
              () ->
                  problems.add(
                      Problem.in(
                          file.toString(),
                          "says nothing of " + planned.cell() + ", which was measured",
                          "a policy covers every cell of the dossier")));
    }
    ReleasePlan under =
        plan.under(cells, release.waivers().stream().map(ReleaseFile.WaiverEntry::waiver).toList());
    problems.addAll(new WaiverCheck(read.document(), under).problems());
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return under;
  }

  private static Optional<ReleaseFile.ModelEntry> entry(ReleaseFile release, Cell cell) {
    return release.models().stream()
        .filter(model -> model.name().equals(cell.model()))
        .filter(model -> model.precisions().contains(cell.precision()))
        .filter(model -> model.boards().contains(cell.kind()))
        .findFirst();
  }

  private List<Problem> strangers(ReleaseFile release, ReleasePlan plan, Document document) {
    List<Problem> problems = new ArrayList<>();
    for (int index = 0; index < release.models().size(); index++) {
      ReleaseFile.ModelEntry model = release.models().get(index);
      for (var precision : model.precisions()) {
        for (String kind : model.boards()) {
          Cell cell = new Cell(model.name(), precision, kind);
          if (plan.cells().stream().noneMatch(planned -> planned.cell().equals(cell))) {
            problems.add(
                document.problem(
                    "limits " + cell + ", which was not measured in this dossier",
                    "leave it out, or run the release",
                    "models",
                    index));
          }
        }
      }
    }
    return problems;
  }
}
