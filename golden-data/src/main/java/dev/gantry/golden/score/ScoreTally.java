package dev.gantry.golden.score;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.quality.SampleScore;
import dev.gantry.golden.quality.SampleScorer;
import dev.gantry.golden.task.TaskAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Collects the scores of samples from many threads; keeps no output and no picture. */
public final class ScoreTally {
  private final GoldenFolder folder;
  private final SampleScorer scorer;
  private final TaskMetric metric;
  private final AtomicReferenceArray<SampleScore> scores;

  private ScoreTally(GoldenFolder folder, SampleScorer scorer, TaskMetric metric) {
    this.folder = folder;
    this.scorer = scorer;
    this.metric = metric;
    this.scores = new AtomicReferenceArray<>(folder.set().samples().size());
  }

  /** By the usual metric; refuses a set whose answers cannot be scored. */
  public static ScoreTally of(GoldenFolder folder) throws RefusedException {
    return of(folder, Optional.empty());
  }

  /** Refuses a metric of other answers too. */
  public static ScoreTally of(GoldenFolder folder, Optional<TaskMetric> wanted)
      throws RefusedException {
    Optional<Problem> objection = ScoringObjection.of(folder);
    if (objection.isPresent()) {
      throw new RefusedException(objection.get());
    }
    SampleScorer scorer = SampleScorer.of(folder.set()).orElseThrow();
    List<TaskMetric> able = scorer.decoding().metrics();
    TaskMetric metric = wanted.orElse(able.get(0));
    if (!able.contains(metric)) {
      throw new RefusedException(
          Problem.in(
              folder.folder().toString(),
              "has answers that are not scored by " + metric,
              "name one of " + able));
    }
    return new ScoreTally(folder, scorer, metric);
  }

  public TaskMetric metric() {
    return metric;
  }

  public TaskAnswer read(List<Tensor> outputs) {
    return scorer.read(outputs);
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
    return SetScores.of(folder.set(), metric, scores);
  }

  /** A table of the references alone. */
  public ScoreTable table() {
    return ScoreTable.of(folder.set(), metric, Optional.of(scores()), Optional.empty());
  }
}
