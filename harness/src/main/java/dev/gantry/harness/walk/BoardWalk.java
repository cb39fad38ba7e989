package dev.gantry.harness.walk;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trouble;
import dev.gantry.harness.rack.Quarantine;
import dev.gantry.targets.Visit;
import dev.gantry.targets.link.LostLink;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One board through the agenda, visit after visit. Trouble of the rig ends here: as an abandoned
 * trial where it struck, and as a departure where the board can do no more.
 */
final class BoardWalk implements Callable<Optional<Departure>> {
  private static final System.Logger LOG = System.getLogger(BoardWalk.class.getName());

  private final String board;
  private final Agenda agenda;
  private final Arrival arrival;
  private final Squares squares;
  private final Quarantine quarantine;
  private final Walk.Watch watch;
  private final Troubles troubles;
  private final Set<PlannedCell> halfDone = new HashSet<>();
  private Instant started;
  private @Nullable LostLink lost;

  BoardWalk(
      String board,
      Agenda agenda,
      Arrival arrival,
      Squares squares,
      Quarantine quarantine,
      Walk.Watch watch) {
    this.board = board;
    this.agenda = agenda;
    this.arrival = arrival;
    this.squares = squares;
    this.quarantine = quarantine;
    this.watch = watch;
    this.troubles = new Troubles(board, watch.recovery().troubles());
    this.started = watch.clock().instant();
  }

  @Override
  public Optional<Departure> call() throws RefusedException, IOException {
    // What libraries say in this thread is about this board.
    Thread.currentThread().setName(board);
    try {
      Optional<Quarantine.Entry> before = quarantine.of(board);
      if (before.isPresent()) {
        return Optional.of(departure(before.get().trouble()));
      }
      while (agenda.await(board, watch.cancelled())) {
        started = watch.clock().instant();
        try (Visit visit = lost == null ? arrival.come() : arrival.comeBack(lost)) {
          lost = null;
          stay(visit);
        }
      }
      return Optional.empty();
    } catch (RigException e) {
      LOG.log(System.Logger.Level.WARNING, board + " takes no more work", e);
      return Optional.of(departure(e.trouble()));
    } finally {
      agenda.leave(board);
      watch.progress().accept(Progress.left(Progress.Stage.VISIT, board));
    }
  }

  /** Cell after cell until there is none, or until the board should be visited anew. */
  private void stay(Visit visit) throws RigException, RefusedException, IOException {
    Optional<PlannedCell> next = agenda.take(board, squares::building);
    while (next.isPresent()) {
      PlannedCell cell = next.get();
      started = watch.clock().instant();
      watch.progress().accept(Progress.begun(Progress.Stage.VISIT, board, cell.cell().toString()));
      boolean well = measure(visit, cell);
      if (troubles.tooMany()) {
        giveUp();
      }
      if (!well) {
        return;
      }
      next = agenda.take(board, squares::building);
    }
  }

  /** False where the visit is not to be trusted any more. */
  private boolean measure(Visit visit, PlannedCell cell) throws RigException, IOException {
    try {
      Trial trial = squares.measure(visit, cell, arrival.takeCycles());
      halfDone.remove(cell);
      agenda.measured(cell, board);
      tell(trial);
    } catch (LostLink e) {
      LOG.log(System.Logger.Level.WARNING, board + " was lost during " + cell.cell(), e);
      troubles.add(cell.cell(), e);
      halfDone.add(cell);
      lost = e;
      agenda.putBack(cell, board);
      return false;
    } catch (RigException e) {
      troubles.add(cell.cell(), e);
      LOG.log(System.Logger.Level.WARNING, board + " gave up " + cell.cell(), e);
      halfDone.remove(cell);
      Trial abandoned = squares.abandon(cell, board, started, e.trouble());
      boolean rack = e.trouble().blame() == Blame.RACK;
      if (rack) {
        agenda.failed(cell, board);
      } else {
        agenda.spent(cell, board);
      }
      // Once a halt was called, things fail in odd ways that nobody needs to hear of.
      if (!watch.cancelled().getAsBoolean()) {
        tell(abandoned);
      }
      return !rack;
    }
    squares.forget(visit, cell);
    return true;
  }

  private void giveUp() throws RigException, RefusedException, IOException {
    if (troubles.lasting()) {
      quarantine.put(troubles.entry(watch.clock().instant()));
    }
    throw new RigException(troubles.trouble());
  }

  private Departure departure(Trouble trouble) {
    int left = agenda.openFor(board);
    watch
        .progress()
        .accept(
            Progress.remark(
                Progress.Stage.VISIT,
                board,
                trouble.what() + "; " + (left == 1 ? "1 cell" : left + " cells") + " left undone"));
    return new Departure(board, started, trouble, halfDone);
  }

  private void tell(Trial trial) {
    int total = squares.count();
    int done = total - agenda.wanted();
    watch
        .progress()
        .accept(
            trial instanceof Trial.Abandoned abandoned
                ? Progress.givenUp(
                    Progress.Stage.VISIT,
                    board,
                    trial.cell() + " abandoned: " + abandoned.trouble().what(),
                    done,
                    total)
                : Progress.ended(Progress.Stage.VISIT, board, trial.cell() + " done", done, total));
  }
}
