package dev.gantry.harness.plan;

import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Scenario;
import dev.gantry.harness.files.RackFile;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.settings.ReadResult;
import dev.gantry.settings.shape.PartialRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The limits and waivers of a release file, laid over a plan that was measured before. Both must
 * speak of the same cells: a limit for something that was not measured is refused, not passed over.
 */
public record NewLimits(Path file) {
  public ReleasePlan applyTo(ReleasePlan plan) throws RefusedException {
    ReadResult<ReleaseFile> read = ReleaseFile.read(file);
    PartialRecord<RackFile> noRack = PartialRecord.unread(plan.rack(), RackFile.class);
    ReleaseFile release = read.with(new CellCheck(read.parts(), noRack).problems()).orRefuse();
    List<Problem> problems = new ArrayList<>(strangers(read.parts(), plan));
    List<PlannedCell> cells = new ArrayList<>();
    for (PlannedCell planned : plan.cells()) {
      entry(release, planned.cell())
          .ifPresentOrElse(
              model -> {
                problems.addAll(unmeasured(model, planned));
                cells.add(
                    new PlannedCell(
                        planned.cell(),
                        planned.boards(),
                        planned.units(),
                        new PlannedCriteria(release)
                            .of(
                                model,
                                planned.cell().precision(),
                                plan.kind(planned.cell()).backend()),
                        planned.scenarios()));
              },
              () ->
                  problems.add(
                      Problem.in(
                          file.toString(),
                          "says nothing of " + planned.cell() + ", which was measured",
                          "a policy covers every cell of the dossier")));
    }
    ReleasePlan under =
        plan.under(cells, release.waivers().stream().map(ReleaseFile.WaiverEntry::waiver).toList());
    problems.addAll(new WaiverCheck(read.parts(), under).problems());
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return under;
  }

  /**
   * What was driven at 30 Hz says nothing of 60 Hz: limits may differ from those of the run, the
   * way of driving may not. What was driven and is no longer limited is simply not judged.
   */
  private List<Problem> unmeasured(ReleaseFile.ModelEntry model, PlannedCell planned) {
    return new PlannedScenarios(model)
        .scenarios().stream()
            .filter(scenario -> !planned.scenarios().contains(scenario))
            .map(scenario -> unmeasured(scenario, planned))
            .toList();
  }

  private Problem unmeasured(Scenario wanted, PlannedCell planned) {
    String driven =
        planned.scenarios().stream()
            .filter(scenario -> scenario.name().equals(wanted.name()))
            .findFirst()
            .map(scenario -> ", and it was driven " + scenario.words())
            .orElse(", and it was not driven so at all");
    return Problem.in(
        file.toString(),
        "limits " + planned.cell() + " when driven " + wanted.words() + driven,
        "a policy may change limits only; for another way of driving, run the release");
  }

  private static Optional<ReleaseFile.ModelEntry> entry(ReleaseFile release, Cell cell) {
    return release.models().stream()
        .filter(model -> model.name().equals(cell.model()))
        .filter(model -> model.precisions().contains(cell.precision()))
        .filter(model -> model.boards().contains(cell.kind()))
        .findFirst();
  }

  private static List<Problem> strangers(PartialRecord<ReleaseFile> release, ReleasePlan plan) {
    List<Problem> problems = new ArrayList<>();
    for (PartialRecord<ReleaseFile.ModelEntry> model : release.parts(ReleaseFile::models)) {
      String name = model.value(ReleaseFile.ModelEntry::name).orElseThrow();
      for (Precision precision : model.items(ReleaseFile.ModelEntry::precisions).values()) {
        for (String kind : model.items(ReleaseFile.ModelEntry::boards).values()) {
          Cell cell = new Cell(name, precision, kind);
          if (plan.cells().stream().noneMatch(planned -> planned.cell().equals(cell))) {
            problems.add(
                model.problem(
                    "limits " + cell + ", which was not measured in this dossier",
                    "leave it out, or run the release"));
          }
        }
      }
    }
    return problems;
  }
}
