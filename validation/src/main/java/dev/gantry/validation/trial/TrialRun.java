package dev.gantry.validation.trial;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trial;
import dev.gantry.targets.Visit;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.state.StateSetter;
import dev.gantry.validation.evidence.GraphWork;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One cell on one board: every golden sample once, then timed rounds until the limits are settled,
 * then every other scenario, between two looks at the state of the board.
 */
public final class TrialRun {
  static final String LOG = "runner.log";

  private final Visit visit;
  private final Path folder;
  private final StateSetter setter;
  private final Clock clock;

  /** Files of evidence are written into the folder, which is there and empty. */
  public TrialRun(Visit visit, Path folder, StateSetter setter, Clock clock) {
    this.visit = visit;
    this.folder = folder;
    this.setter = setter;
    this.clock = clock;
  }

  public Trial.Measured run(TrialOrder order) throws RigException {
    Instant started = clock.instant();
    try {
      BoardState state = new BoardState(visit, order.kind().expect(), setter, clock);
      state.establish(order.earlier(), folder);
      Trial.Pushed pushed = push(order);
      if (order.work().isPresent()) {
        Files.writeString(folder.resolve(GraphWork.FILE), order.work().get());
      }
      Measurement measurement;
      try (PrintWriter log =
          new PrintWriter(Files.newBufferedWriter(folder.resolve(LOG), StandardCharsets.UTF_8))) {
        measurement = new Measurement(visit, folder, order, log::println);
        measurement.run();
      }
      state.look();
      EarlierState.forget(folder);
      return measured(order, measurement, state, pushed, started);
    } catch (IOException | UncheckedIOException e) {
      throw RackTrouble.at(
          "this computer",
          "the evidence cannot be written: " + e.getMessage(),
          "check rights and free space of the --out folder",
          e);
    }
  }

  private Trial.Pushed push(TrialOrder order) throws RigException {
    ByteCount golden = visit.bring("golden data", order.golden());
    ByteCount engine = visit.bring("engine", order.engine());
    Trial.Pushed before = order.pushedBefore();
    return new Trial.Pushed(
        before.runner(), before.golden().plus(golden), before.engine().plus(engine));
  }

  private Trial.Measured measured(
      TrialOrder order,
      Measurement measurement,
      BoardState state,
      Trial.Pushed pushed,
      Instant started) {
    Observations observations = measurement.observations();
    SortedMap<String, String> facts = new TreeMap<>(observations.facts());
    facts.putAll(order.factsBefore());
    return new Trial.Measured(
        order.cell(),
        visit.board(),
        order.simulated(),
        started,
        clock.instant(),
        order.engine().digest(),
        measurement.outputs(),
        measurement.rounds(),
        state.seen(),
        visit.takeGaps(),
        observations.peak(),
        observations.load(),
        facts,
        pushed);
  }
}
