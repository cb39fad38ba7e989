package dev.gantry.validation.trial;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trial.EvidenceFile;
import dev.gantry.dossier.Trial.TimedRound;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.RunnerReport;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.validation.evidence.TimesFile;
import dev.gantry.validation.timing.RoundTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All processes of one trial, one after the other: outputs first, then every scenario. */
final class Measurement {
  private final BoardVisit visit;
  private final Path folder;
  private final TrialOrder order;
  private final Digest engine;
  private final String prefix;
  private final Consumer<String> log;
  private final OutputFetch harvest;
  private final TrialObservations observations;
  private final List<TimedRound> rounds = new ArrayList<>();
  private final Map<String, Integer> processes = new HashMap<>();
  private int windows;
  private Optional<EvidenceFile> outputs = Optional.empty();

  private Measurement(
      BoardVisit visit,
      Path folder,
      TrialOrder order,
      Digest engine,
      String prefix,
      Consumer<String> log) {
    this.visit = visit;
    this.folder = folder;
    this.order = order;
    this.engine = engine;
    this.prefix = prefix;
    this.log = log;
    this.harvest = new OutputFetch(visit, folder, prefix);
    this.observations = new TrialObservations(visit.board(), visit.probe().facts());
  }

  /** Of the engine that ships. */
  static Measurement of(BoardVisit visit, Path folder, TrialOrder order, Consumer<String> log) {
    return new Measurement(visit, folder, order, order.engine().digest(), "", log);
  }

  /** Of another engine of the same recipe, which was built as the so-manieth. */
  static Measurement ofRebuild(
      BoardVisit visit,
      Path folder,
      TrialOrder order,
      Digest engine,
      int build,
      Consumer<String> log) {
    return new Measurement(visit, folder, order, engine, Trial.Rebuild.prefix(build), log);
  }

  void run() throws RigException, IOException {
    singles();
    for (Scenario scenario : order.scenarios()) {
      if (scenario instanceof Scenario.Soak soak) {
        soak(soak);
      } else {
        for (int round = 0; round < scenario.rounds(); round++) {
          round(scenario, false);
        }
      }
    }
  }

  Digest engine() {
    return engine;
  }

  EvidenceFile outputs() {
    return outputs.orElseThrow();
  }

  List<TimedRound> rounds() {
    return rounds;
  }

  TrialObservations observations() {
    return observations;
  }

  /** Outputs, and the times of single queries. */
  void singles() throws RigException, IOException {
    List<RoundTimes> times = new ArrayList<>();
    do {
      TimedRound round = round(order.single(), times.isEmpty());
      times.add(read(round));
    } while (order.stopping().anotherRound(order.criteria(), times));
  }

  private RoundTimes read(TimedRound round) throws RigException {
    try {
      return TimesFile.read(folder.resolve(round.times().name()));
    } catch (IOException e) {
      throw RackTrouble.at(
          visit.board(),
          "its times cannot be used: " + e.getMessage(),
          "look at " + TrialRun.LOG + " of this trial, and at the clock of the board",
          e);
    }
  }

  private TimedRound round(Scenario scenario, boolean withOutputs) throws RigException {
    int number = processes.merge(scenario.name(), 1, Integer::sum);
    RunnerReport report = process(scenario, number, withOutputs);
    if (withOutputs) {
      outputs = Optional.of(harvest.outputs(report));
      harvest.layers(report);
    }
    TimedRound round = harvest.round(scenario, number, report);
    rounds.add(round);
    return round;
  }

  private void soak(Scenario.Soak soak) throws RigException {
    int number = processes.merge(soak.name(), 1, Integer::sum);
    rounds.addAll(harvest.windows(soak, number, windows + 1, process(soak, number, false)));
    windows += soak.windows();
  }

  private RunnerReport process(Scenario scenario, int number, boolean withOutputs)
      throws RigException {
    String name = TrialOrder.prefix(order.cell()) + prefix + scenario.name() + "-" + number;
    RunnerRequest.Run request =
        new RunnerRequest.Run(
            BoardVisit.place(engine),
            BoardVisit.place(order.golden().digest()),
            withOutputs ? Optional.of(OutputFetch.OUTPUTS) : Optional.empty(),
            order.kind().backend(),
            order.kind().threads(),
            scenario,
            1,
            order.longest());
    log.accept("-- " + name);
    RunnerReport report =
        order
            .budget()
            .count(
                visit.board(),
                () ->
                    visit.run(
                        name, request, order.answers(), ExpectedTime.of(order, scenario), log));
    observations.add(report);
    return report;
  }
}
