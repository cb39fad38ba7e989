package dev.gantry.converter.compare;

import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Tensor;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.score.ScoreTable;
import dev.gantry.golden.score.Scoring;
import dev.gantry.golden.score.Tally;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What model and variant are worth at the task of a set, sample by sample. */
public final class TaskTally {
  private final Scoring scoring;
  private final Tally model;
  private final Tally variant;

  private TaskTally(GoldenFolder set, Scoring scoring) {
    this.scoring = scoring;
    this.model = new Tally(set.set(), scoring);
    this.variant = new Tally(set.set(), scoring);
  }

  /** Empty where the set does not say what outputs mean, or nothing in it is labelled. */
  public static Optional<TaskTally> of(GoldenFolder set) {
    if (Scoring.objection(set).isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TaskTally(set, Scoring.of(set)));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  public void add(int sample, List<Tensor> expected, List<Tensor> got) throws IOException {
    model.add(sample, scoring.read(expected));
    variant.add(sample, scoring.read(got.stream().map(WideOutput::of).toList()));
  }

  public Optional<Agreement.TaskPair> pair() {
    ScoreTable.Row before = all(model);
    ScoreTable.Row after = all(variant);
    if (before.reference().isEmpty() || after.reference().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Agreement.TaskPair(
            scoring.metric().toString(),
            before.samples(),
            before.reference().getAsDouble(),
            after.reference().getAsDouble()));
  }

  private static ScoreTable.Row all(Tally tally) {
    return tally.table().row(ScoreTable.Part.ALL, "").orElseThrow();
  }
}
