package dev.gantry.validation.trial;

import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trial.ObservedState;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.state.StateContract;
import dev.gantry.targets.state.StateMoment;
import dev.gantry.targets.state.StateObserver;
import dev.gantry.targets.state.StateSetter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings a board into the state that its kind demands, and looks at it around a measurement. */
final class BoardState {
  private static final String BOOT = "boot";

  private final BoardVisit visit;
  private final Expectation expect;
  private final StateSetter setter;
  private final Clock clock;
  private final List<ObservedState> seen = new ArrayList<>();

  BoardState(BoardVisit visit, Expectation expect, StateSetter setter, Clock clock) {
    this.visit = visit;
    this.expect = expect;
    this.setter = setter;
    this.clock = clock;
  }

  /**
   * What cannot be had is told now: hours of measuring would count for nothing. A board that works
   * for this trial already is left alone, unless it was started anew since.
   */
  void establish(Optional<EarlierState> earlier, Path folder) throws RigException, IOException {
    Optional<String> boot = visit.probe().fact(BOOT);
    Optional<EarlierState> known = earlier.filter(before -> before.boot().equals(boot));
    if (known.isPresent()) {
      seen.add(known.get().state());
    } else {
      set();
    }
    new EarlierState(seen.get(0), boot).keep(folder);
  }

  void look() throws RigException {
    seen.add(new ObservedState(clock.instant(), StateObserver.observe(visit.shell(), expect)));
  }

  List<ObservedState> seen() {
    return seen;
  }

  private void set() throws RigException {
    List<String> done = List.of();
    if (!expect.equals(Expectation.NOTHING)) {
      done = setter.establish(visit.shell(), expect, StateObserver.observe(visit.shell(), expect));
    }
    look();
    List<String> violations =
        new StateContract(expect).violations(seen.get(0).facts(), StateMoment.BEFORE);
    if (!violations.isEmpty()) {
      throw new WrongState(visit.board(), violations, done);
    }
  }
}
