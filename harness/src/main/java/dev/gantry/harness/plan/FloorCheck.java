package dev.gantry.harness.plan;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Unit;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.harness.walk.PreparedRelease;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.validation.accuracy.SampleScoring;
import dev.gantry.validation.accuracy.SampleTaskScore;
import dev.gantry.validation.accuracy.TaskScope;
import dev.gantry.validation.ruling.ReadingText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Checks that the references of golden sets reach the floors themselves: no engine can be expected
 * to be better than the model it was made from, and a set with wrong preprocessing would agree with
 * itself.
 */
record FloorCheck(PartialRecord<ReleaseFile> release, PreparedRelease prepared) {
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (PartialRecord<ModelEntry> model : release.parts(ReleaseFile::models)) {
      String name = model.value(ModelEntry::name).orElse("");
      Set<Criterion.TaskFloor> floors = floors(name);
      if (!floors.isEmpty()) {
        problems.addAll(problems(model, floors, prepared.source(name).golden()));
      }
    }
    return problems;
  }

  private Set<Criterion.TaskFloor> floors(String model) {
    Set<Criterion.TaskFloor> floors = new LinkedHashSet<>();
    for (PlannedCell cell : prepared.plan().cells()) {
      if (cell.cell().model().equals(model)) {
        cell.criteria().stream()
            .filter(Criterion.TaskFloor.class::isInstance)
            .map(Criterion.TaskFloor.class::cast)
            .forEach(floors::add);
      }
    }
    return floors;
  }

  private List<Problem> problems(
      PartialRecord<ModelEntry> model, Set<Criterion.TaskFloor> floors, GoldenFolder golden) {
    List<Problem> problems = new ArrayList<>();
    List<SampleTaskScore> scores;
    try {
      scores = scores(golden);
    } catch (IOException e) {
      return List.of(); // Told with the samples.
    }
    for (Criterion.TaskFloor floor : floors) {
      OptionalDouble reached = TaskScope.of(floor, scores, golden.set()).reference();
      objection(floor, reached, golden.set())
          .ifPresent(
              what ->
                  problems.add(
                      new CriterionPlace(model, Precision.FP32)
                          .problem(
                              floor,
                              what,
                              "correct the preprocessing or the labels of the set (gantry golden"
                                  + " score), or lower the floor")));
    }
    return problems;
  }

  private static List<SampleTaskScore> scores(GoldenFolder golden) throws IOException {
    SampleScoring scoring = SampleScoring.of(golden.set());
    List<SampleTaskScore> scores = new ArrayList<>();
    for (int sample = 0; sample < golden.set().samples().size(); sample++) {
      List<Tensor> references = golden.references(sample);
      List<Tensor> expected = new ArrayList<>(references);
      expected.addAll(golden.truth(sample));
      scores.add(scoring.score(golden.set().samples().get(sample), expected, references));
    }
    return scores;
  }

  private static Optional<String> objection(
      Criterion.TaskFloor floor, OptionalDouble reached, GoldenSet golden) {
    if (reached.isEmpty()) {
      return Optional.of(
          "nothing in golden set " + golden.name() + " is labelled for " + floor.name());
    }
    Quantity bound = floor.limit().bound();
    Quantity value = ReadingText.measured(reached.getAsDouble(), Unit.ONE, bound);
    return floor.limit().allows(value)
        ? Optional.empty()
        : Optional.of(
            floor.name()
                + ": the reference of golden set "
                + golden.name()
                + " itself reaches "
                + ReadingText.beside(value, bound)
                + ", and "
                + floor.limit().demand());
  }
}
