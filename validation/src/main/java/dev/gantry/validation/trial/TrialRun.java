package dev.gantry.validation.trial;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trial;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.state.StateSetter;
import dev.gantry.targets.store.StoredFile;
import dev.gantry.validation.evidence.GraphWork;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Measures one cell on one board: every golden sample once, then timed rounds until the limits are
 * settled, then every other scenario, between two looks at the state of the board.
 */
public final class TrialRun {
  static final String LOG = "runner.log";

  private final BoardVisit visit;
  private final Path folder;
  private final StateSetter setter;
  private final Clock clock;

  /** Files of evidence are written into the folder, which is there and empty. */
  public TrialRun(BoardVisit visit, Path folder, StateSetter setter, Clock clock) {
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
      List<Other> others = new ArrayList<>();
      try (PrintWriter log =
          new PrintWriter(Files.newBufferedWriter(folder.resolve(LOG), StandardCharsets.UTF_8))) {
        measurement = Measurement.of(visit, folder, order, log::println);
        measurement.run();
        for (StoredFile engine : order.rebuilds()) {
          if (engine.digest().equals(order.engine().digest())) {
            others.add(new Other(engine, Optional.empty()));
          } else {
            pushed = pushed.andEngine(visit.bring("engine", engine));
            Measurement other =
                Measurement.ofRebuild(
                    visit, folder, order, engine.digest(), others.size() + 2, log::println);
            other.singles();
            others.add(new Other(engine, Optional.of(other)));
          }
        }
      }
      state.look();
      EarlierState.forget(folder);
      Sight sight = new Sight(started, clock.instant(), state.seen(), visit.takeGaps());
      List<Trial.Rebuild> rebuilds =
          others.stream().map(other -> rebuild(order, other, sight)).toList();
      return measured(order, measurement, sight, pushed, rebuilds);
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

  private Trial.Rebuild rebuild(TrialOrder order, Other other, Sight sight) {
    return new Trial.Rebuild(
        other.engine().digest(),
        other.engine().size(),
        other
            .measurement()
            .map(one -> measured(order, one, sight, Trial.Pushed.NOTHING, List.of())));
  }

  private Trial.Measured measured(
      TrialOrder order,
      Measurement measurement,
      Sight sight,
      Trial.Pushed pushed,
      List<Trial.Rebuild> rebuilds) {
    TrialObservations observations = measurement.observations();
    SortedMap<String, String> facts = new TreeMap<>(observations.facts());
    facts.putAll(order.factsBefore());
    return new Trial.Measured(
        order.cell(),
        visit.board(),
        order.simulated(),
        sight.started(),
        sight.finished(),
        measurement.engine(),
        measurement.outputs(),
        measurement.rounds(),
        sight.states(),
        sight.gaps(),
        observations.peak(),
        observations.load(),
        facts,
        pushed,
        rebuilds);
  }

  /** Another engine of the recipe; bytes that are those of the first are not measured again. */
  private record Other(StoredFile engine, Optional<Measurement> measurement) {}

  /** Holds how the board was seen over the whole trial, whichever engine ran. */
  private record Sight(
      Instant started, Instant finished, List<Trial.ObservedState> states, List<Trial.Gap> gaps) {}
}
