package dev.gantry.validation.trial;

import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.Cargo;
import dev.gantry.targets.RunnerReport;
import dev.gantry.targets.Visit;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.validation.evidence.TimesFile;
import dev.gantry.validation.judgement.StoppingRule;
import dev.gantry.validation.judgement.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One cell on one board: every golden sample once, then timed rounds until the limits are settled.
 */
public final class TrialRun {
  private static final String OUTPUTS = "outputs.tensors";
  private static final String LOG = "runner.log";
  private static final String DRIFT = "clock.drift-ms";

  private final Visit visit;
  private final Path folder;
  private final Clock clock;

  /** Files of evidence are written into the folder, which is there and empty. */
  public TrialRun(Visit visit, Path folder, Clock clock) {
    this.visit = visit;
    this.folder = folder;
    this.clock = clock;
  }

  /** What is run: the cell, its engine's bytes, the packed golden inputs, and how it is driven. */
  public record Order(
      Cell cell,
      BoardKind kind,
      boolean simulated,
      Cargo engine,
      Cargo golden,
      Scenario scenario,
      List<Criterion> criteria,
      StoppingRule stopping,
      Trial.Pushed pushedBefore) {
    public Order {
      criteria = List.copyOf(criteria);
    }
  }

  public Trial.Measured run(Order order) throws RigException {
    Instant started = clock.instant();
    try {
      ByteCount golden = visit.bring("golden data", order.golden());
      ByteCount engine = visit.bring("engine", order.engine());
      Trial.Pushed before = order.pushedBefore();
      Trial.Pushed pushed =
          new Trial.Pushed(
              before.runner(), before.golden().plus(golden), before.engine().plus(engine));
      try (PrintWriter log =
          new PrintWriter(Files.newBufferedWriter(folder.resolve(LOG), StandardCharsets.UTF_8))) {
        return rounds(order, started, pushed, log);
      }
    } catch (IOException | UncheckedIOException e) {
      throw RackTrouble.at(
          "this computer",
          "the evidence cannot be written: " + e.getMessage(),
          "check rights and free space of the --out folder",
          e);
    }
  }

  private Trial.Measured rounds(Order order, Instant started, Trial.Pushed pushed, PrintWriter log)
      throws RigException, IOException {
    List<Trial.TimedRound> rounds = new ArrayList<>();
    List<Times> times = new ArrayList<>();
    SortedMap<String, String> facts = new TreeMap<>(visit.probe().facts());
    Optional<Trial.EvidenceFile> outputs = Optional.empty();
    Optional<ByteCount> peak = Optional.empty();
    Optional<Duration> load = Optional.empty();
    do {
      String file = "times-" + (rounds.size() + 1) + ".ns";
      RunnerReport report = visit.run(request(order, file, rounds.isEmpty()), log::println);
      if (rounds.isEmpty()) {
        outputs = Optional.of(fetch(report, OUTPUTS));
        load = report.fact("load.ns").map(Long::parseLong).map(Duration::ofNanos);
        facts.putAll(report.facts());
      }
      keepWorstDrift(facts, report);
      peak = larger(peak, report);
      Trial.EvidenceFile evidence = fetch(report, file);
      rounds.add(
          new Trial.TimedRound(evidence, order.scenario().warmUp(), order.scenario().queries()));
      times.add(TimesFile.read(folder.resolve(file)));
    } while (order.stopping().anotherRound(order.criteria(), times));
    return new Trial.Measured(
        order.cell(),
        visit.board(),
        order.simulated(),
        started,
        clock.instant(),
        order.engine().digest(),
        outputs.orElseThrow(),
        rounds,
        peak,
        load,
        facts,
        pushed);
  }

  // Every round is a process of its own, so that what one start happened to get does not decide.
  private static RunnerRequest.Run request(Order order, String times, boolean first) {
    Digest engine = order.engine().digest();
    return new RunnerRequest.Run(
        Visit.place(engine),
        Visit.place(order.golden().digest()),
        first ? Optional.of(OUTPUTS) : Optional.empty(),
        times,
        order.kind().threads(),
        order.scenario().warmUp(),
        order.scenario().queries());
  }

  private Trial.EvidenceFile fetch(RunnerReport report, String name) throws RigException {
    RunnerLine.Wrote file = report.files().get(name);
    if (file == null) {
      throw RackTrouble.at(
          visit.board(), "the runner ended well but wrote no " + name, "look at " + LOG);
    }
    visit.fetch(file, folder.resolve(name));
    return new Trial.EvidenceFile(name, file.digest(), file.size());
  }

  private static Optional<ByteCount> larger(Optional<ByteCount> known, RunnerReport report) {
    Optional<ByteCount> told =
        report.fact("memory.peak-kib").map(kib -> new ByteCount(Long.parseLong(kib) * 1024));
    if (known.isEmpty() || told.isEmpty()) {
      return known.or(() -> told);
    }
    return known.get().compareTo(told.get()) >= 0 ? known : told;
  }

  private static void keepWorstDrift(SortedMap<String, String> facts, RunnerReport report) {
    report
        .fact(DRIFT)
        .ifPresent(
            drift ->
                facts.merge(
                    DRIFT,
                    drift,
                    (old, fresh) ->
                        Math.abs(Long.parseLong(old)) >= Math.abs(Long.parseLong(fresh))
                            ? old
                            : fresh));
  }
}
