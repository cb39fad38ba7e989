package dev.gantry.harness.plan;

import dev.gantry.converter.VariantTarget;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.harness.walk.PreparedRelease;
import dev.gantry.settings.shape.PartialRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Models with operators too new for the parser of a board, which no rule can lower. */
record OpsetCheck(PartialRecord<ReleaseFile> release, PreparedRelease prepared) {
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    ReleasePlan plan = prepared.plan();
    for (PartialRecord<ModelEntry> entry : release.parts(ReleaseFile::models)) {
      String model = entry.value(ModelEntry::name).orElse("");
      Set<Long> ceilings = new HashSet<>();
      for (PlannedCell planned : plan.cells()) {
        if (planned.cell().model().equals(model)) {
          OpsetRange wanted =
              VariantTarget.of(plan.kind(planned.cell())).opsets(planned.cell().precision());
          if (ceilings.add(wanted.highest())) {
            problems.addAll(above(entry, planned.cell().kind(), wanted.highest()));
          }
        }
      }
    }
    return problems;
  }

  /** Only such models are normalised here: it takes a run of each, to be proven. */
  private List<Problem> above(PartialRecord<ModelEntry> entry, String kind, long ceiling) {
    PreparedRelease.Source source = prepared.source(entry.value(ModelEntry::name).orElseThrow());
    OpsetRange range = new OpsetRange(OpsetRange.ANY.lowest(), ceiling);
    try {
      if (Graph.of(source.model().graph()).opset() > ceiling) {
        new ModelNormaliser()
            .normalise(source.model(), source.calibration().feed().samples().spread(1), range);
      }
      return List.of();
    } catch (RefusedException e) {
      return e.problems().stream()
          .map(
              problem ->
                  entry.problem(
                      "for " + kind + ": " + problem.what(), problem.remedy(), ModelEntry::onnx))
          .toList();
    } catch (IOException e) {
      return List.of(
          entry.problem(
              "the samples cannot be read: " + e.getMessage(),
              "mend the samples",
              ModelEntry::golden));
    }
  }
}
