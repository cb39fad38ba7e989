package dev.gantry.golden.score;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.golden.task.TaskAnswer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Collects the scores of samples from many threads; keeps no output and no picture. */
public final class ScoreTally {
  private final GoldenSet set;
  private final AnswerScoring scoring;
  private final AtomicReferenceArray<SampleScore> scores;

  public ScoreTally(GoldenSet set, AnswerScoring scoring) {
    this.set = set;
    this.scoring = scoring;
    this.scores = new AtomicReferenceArray<>(set.samples().size());
  }

  public void add(int sample, TaskAnswer answer) throws IOException {
    Optional<SampleScore> score = scoring.score(sample, answer);
    if (score.isPresent()) {
      scores.set(sample, score.get());
    }
  }

  SetScores scores() {
    return SetScores.of(set, scoring.metric(), scores);
  }

  /** A table of the references alone. */
  public ScoreTable table() {
    return ScoreTable.of(set, scoring.metric(), Optional.of(scores()), Optional.empty());
  }
}
