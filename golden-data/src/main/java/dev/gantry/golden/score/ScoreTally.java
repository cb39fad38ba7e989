package dev.gantry.golden.score;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.task.SampleScore;
import dev.gantry.golden.task.SampleScorer;
import dev.gantry.golden.task.TaskAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Collects the scores of samples from many threads; keeps no output and no picture. */
public final class ScoreTally {
  private final GoldenFolder folder;
  private final SampleScorer scorer;
  private final AtomicReferenceArray<SampleScore> scores;

  private ScoreTally(GoldenFolder folder, SampleScorer scorer) {
    this.folder = folder;
    this.scorer = scorer;
    this.scores = new AtomicReferenceArray<>(folder.set().samples().size());
  }

  /** Refuses a set whose answers cannot be scored. */
  public static ScoreTally of(GoldenFolder folder) throws RefusedException {
    Optional<Problem> objection = ScoringObjection.of(folder);
    if (objection.isPresent()) {
      throw new RefusedException(objection.get());
    }
    return new ScoreTally(folder, SampleScorer.of(folder.set()).orElseThrow());
  }

  public TaskMetric metric() {
    return scorer.decoding().usualMetric();
  }

  public void add(int sample, List<Tensor> outputs) throws IOException {
    add(sample, scorer.read(outputs));
  }

  public void add(int sample, TaskAnswer answer) throws IOException {
    Optional<SampleScore> score =
        scorer.score(folder.set().samples().get(sample), folder.truth(sample), answer);
    if (score.isPresent()) {
      scores.set(sample, score.get());
    }
  }

  SetScores scores() {
    return SetScores.of(folder.set(), metric(), scores);
  }

  /** A table of the references alone. */
  public ScoreTable table() {
    return ScoreTable.of(folder.set(), metric(), Optional.of(scores()), Optional.empty());
  }
}
