package dev.gantry.validation.evidence;

import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trial.TimedRound;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.targets.telemetry.TelemetryLog;
import dev.gantry.targets.telemetry.TelemetrySummary;
import dev.gantry.validation.accuracy.SampleScoring;
import dev.gantry.validation.accuracy.SampleTaskScore;
import dev.gantry.validation.judgement.BoardEvidence;
import dev.gantry.validation.timing.DrivenTimes;
import dev.gantry.validation.timing.RoundTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a measured trial, compared with the references one sample at a time.
 *
 * @param prefix how the names of the files of its engine begin, where it is not the one that ships
 */
public record TrialFolder(Path folder, Trial.Measured trial, String prefix) {
  public TrialFolder(Path folder, Trial.Measured trial) {
    this(folder, trial, "");
  }

  /**
   * @param expected the state that the board had to be in
   */
  public BoardEvidence.Evidence evidence(GoldenSet golden, Path references, Expectation expected)
      throws IOException {
    List<BoardEvidence.OtherBuild> others = new ArrayList<>();
    for (Trial.Rebuild rebuild : trial.rebuilds()) {
      Optional<BoardEvidence.Evidence> found = Optional.empty();
      if (rebuild.measured().isPresent()) {
        String names = Trial.Rebuild.prefix(others.size() + 2);
        TrialFolder other = new TrialFolder(folder, rebuild.measured().get(), names);
        found = Optional.of(other.evidence(golden, references, expected));
      }
      others.add(new BoardEvidence.OtherBuild(rebuild.engine(), found));
    }
    return new BoardEvidence.Evidence(
        scores(golden, references),
        times(),
        driven(),
        trial.peakMemory(),
        new LayerAudit(folder, prefix).nodes(),
        new TimingValidity(this, expected).doubts(),
        others);
  }

  /** Of single queries: another way of driving is another distribution. */
  public List<RoundTimes> times() throws IOException {
    List<RoundTimes> times = new ArrayList<>();
    for (TimedRound round : trial.rounds(Scenario.Single.class)) {
      times.add(times(round));
    }
    return times;
  }

  /** Each other scenario with its rounds, in the order in which they were taken. */
  public List<DrivenTimes> driven() throws IOException {
    Map<Scenario, List<RoundTimes>> driven = new LinkedHashMap<>();
    for (TimedRound round : trial.rounds()) {
      if (!(round.scenario() instanceof Scenario.Single)) {
        driven.computeIfAbsent(round.scenario(), fresh -> new ArrayList<>()).add(times(round));
      }
    }
    return driven.entrySet().stream()
        .map(entry -> new DrivenTimes(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** What was seen on the board over each process that was watched. */
  List<TelemetrySummary> telemetry() throws IOException {
    List<TelemetrySummary> summaries = new ArrayList<>();
    for (TimedRound round : trial.rounds()) {
      if (round.telemetry().isPresent()) {
        summaries.add(TelemetryLog.read(file(round.telemetry().get())).summary());
      }
    }
    return summaries;
  }

  Path file(Trial.EvidenceFile evidence) {
    return folder.resolve(evidence.name());
  }

  private RoundTimes times(TimedRound round) throws IOException {
    RoundTimes times = TimesFile.read(file(round.times()));
    if (round.scenario() instanceof Scenario.Single single && times.size() != single.queries()) {
      throw new IOException(
          round.times().name()
              + " holds "
              + times.size()
              + " times, "
              + single.queries()
              + " queries were asked");
    }
    if (round.scenario() instanceof Scenario.Periodic periodic
        && times.size() > periodic.queries()) {
      throw new IOException(
          round.times().name()
              + " holds "
              + times.size()
              + " times, only "
              + periodic.queries()
              + " queries were due");
    }
    return times;
  }

  private List<SampleTaskScore> scores(GoldenSet golden, Path references) throws IOException {
    List<SampleTaskScore> scores = new ArrayList<>();
    try (TensorFileReader expected = new TensorFileReader(references);
        TensorFileReader got = new TensorFileReader(file(trial.outputs()))) {
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
}
