package dev.gantry.converter.compare;

import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.score.ScoreTable;
import dev.gantry.golden.score.ScoreTally;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Scores a model and a variant of it at the task of a golden set, sample by sample. */
public final class TaskTally {
  private final ScoreTally model;
  private final ScoreTally variant;

  private TaskTally(ScoreTally model, ScoreTally variant) {
    this.model = model;
    this.variant = variant;
  }

  /** Empty where the set does not say what outputs mean, or nothing in it is labelled. */
  public static Optional<TaskTally> of(GoldenFolder set) {
    try {
      return Optional.of(new TaskTally(ScoreTally.of(set), ScoreTally.of(set)));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  public void add(int sample, List<Tensor> expected, List<Tensor> got) throws IOException {
    model.add(sample, expected);
    variant.add(sample, got.stream().map(WideOutput::of).toList());
  }

  public Optional<VariantAgreement.TaskPair> pair() {
    ScoreTable.Row before = all(model);
    ScoreTable.Row after = all(variant);
    if (before.reference().isEmpty() || after.reference().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new VariantAgreement.TaskPair(
            model.metric().title(),
            before.samples(),
            before.reference().getAsDouble(),
            after.reference().getAsDouble()));
  }

  private static ScoreTable.Row all(ScoreTally tally) {
    return tally.table().row(ScoreTable.Part.ALL, "").orElseThrow();
  }
}
