package dev.gantry.validation.trial;

import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trial.EvidenceFile;
import dev.gantry.dossier.Trial.TimedRound;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.RunnerReport;
import dev.gantry.targets.link.RackTrouble;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Brings home what a process left on the board, under names that are unique in the trial.
 *
 * @param prefix how they begin; empty for the engine that ships
 */
record OutputFetch(BoardVisit visit, Path folder, String prefix) {
  static final String OUTPUTS = "outputs.tensors";

  EvidenceFile outputs(RunnerReport report) throws RigException {
    return required(report, OUTPUTS, OUTPUTS);
  }

  /** What TensorRT tells of the engine, where it does; the journal vouches for all files here. */
  void layers(RunnerReport report) throws RigException {
    for (String name : List.of(RunnerFiles.LAYERS, RunnerFiles.PROFILE)) {
      if (report.files().containsKey(name)) {
        required(report, name, name);
      }
    }
  }

  TimedRound round(Scenario scenario, int number, RunnerReport report) throws RigException {
    String name = scenario.name() + "-" + number;
    if (report.files().containsKey(RunnerFiles.RAW_TIMES)) {
      // As the tool wrote them; what is judged was taken from them.
      required(report, RunnerFiles.RAW_TIMES, name + ".json");
    }
    return new TimedRound(
        scenario,
        required(report, RunnerFiles.TIMES, name + ".ns"),
        answers(report, name),
        telemetry(report, name),
        report.facts());
  }

  /**
   * The windows of a soak, those from {@code first} on. What belongs to all of them stands with the
   * first.
   */
  List<TimedRound> windows(Scenario.Soak soak, int number, int first, RunnerReport report)
      throws RigException {
    String name = soak.name() + "-" + number;
    List<TimedRound> rounds = new ArrayList<>();
    for (int window = 1; window <= soak.windows(); window++) {
      String file = String.format(Locale.ROOT, "soak-%05d.ns", first + window - 1);
      EvidenceFile times = required(report, RunnerFiles.window(window), file);
      boolean leads = window == 1;
      rounds.add(
          new TimedRound(
              soak,
              times,
              leads ? answers(report, name) : Optional.empty(),
              leads ? telemetry(report, name) : Optional.empty(),
              report.facts()));
    }
    return rounds;
  }

  private Optional<EvidenceFile> answers(RunnerReport report, String name) throws RigException {
    return report.files().containsKey(RunnerFiles.ANSWERS)
        ? Optional.of(required(report, RunnerFiles.ANSWERS, name + ".answers.tensors"))
        : Optional.empty();
  }

  private Optional<EvidenceFile> telemetry(RunnerReport report, String name) throws RigException {
    String file = prefix + name + ".telemetry";
    return visit
        .fetchTelemetry(report, folder.resolve(file))
        .map(wrote -> new EvidenceFile(file, wrote.digest(), wrote.size()));
  }

  private Trial.EvidenceFile required(RunnerReport report, String name, String plain)
      throws RigException {
    String as = prefix + plain;
    RunnerLine.Wrote file = report.files().get(name);
    if (file == null) {
      throw RackTrouble.at(
          visit.board(),
          "the runner ended well but wrote no " + name,
          "look at " + TrialRun.LOG + " of this trial");
    }
    visit.fetch(report, file, folder.resolve(as));
    return new EvidenceFile(as, file.digest(), file.size());
  }
}
