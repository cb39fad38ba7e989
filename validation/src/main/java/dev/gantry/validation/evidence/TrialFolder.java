package dev.gantry.validation.evidence;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Tensor;
import dev.gantry.dossier.Trial;
import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.validation.judgement.BoardEvidence;
import dev.gantry.validation.judgement.SampleScore;
import dev.gantry.validation.judgement.SampleScoring;
import dev.gantry.validation.judgement.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of a measured trial, compared with the references one sample at a time. */
public record TrialFolder(Path folder, Trial.Measured trial) {
  /** A wall clock may be nudged a little at any time; more than this was a jump. */
  private static final long MOST_DRIFT_MS = 500;

  public BoardEvidence.Evidence evidence(GoldenSet golden, Path references) throws IOException {
    return new BoardEvidence.Evidence(
        scores(golden, references), times(), trial.peakMemory(), invalid());
  }

  public List<Times> times() throws IOException {
    List<Times> times = new ArrayList<>();
    for (Trial.TimedRound round : trial.rounds()) {
      times.add(TimesFile.read(folder.resolve(round.times().name())));
    }
    return times;
  }

  private List<SampleScore> scores(GoldenSet golden, Path references) throws IOException {
    List<SampleScore> scores = new ArrayList<>();
    try (TensorFileReader expected = new TensorFileReader(references);
        TensorFileReader got = new TensorFileReader(folder.resolve(trial.outputs().name()))) {
      int samples = golden.samples().size();
      if (expected.samples() != samples || got.samples() != samples) {
        throw new IOException(
            "the golden set has "
                + samples
                + " samples, the references "
                + expected.samples()
                + ", the outputs "
                + got.samples());
      }
      SampleScoring scoring = SampleScoring.of(golden);
      for (GoldenSet.Sample sample : golden.samples()) {
        List<Tensor> wanted = expected.next();
        scores.add(scoring.score(sample, wanted, got.next()));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    return scores;
  }

  private List<String> invalid() {
    List<String> reasons = new ArrayList<>();
    String drift = trial.facts().get("clock.drift-ms");
    if (drift != null && Math.abs(Long.parseLong(drift)) > MOST_DRIFT_MS) {
      reasons.add("the board's clock jumped by " + drift + " ms during a timed round");
    }
    return reasons;
  }
}
