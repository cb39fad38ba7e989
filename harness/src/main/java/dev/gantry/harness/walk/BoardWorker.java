package dev.gantry.harness.walk;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trouble;
import dev.gantry.harness.rack.BoardQuarantine;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.link.LostLink;
import dev.gantry.validation.trial.MeasuringBudget;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Works for one board through the queue, visit after visit. Trouble of the rig ends here: as an
 * abandoned trial where it struck, and as a dropout where the board can do no more.
 */
final class BoardWorker implements Callable<Optional<BoardDropout>> {
  private static final System.Logger LOG = System.getLogger(BoardWorker.class.getName());

  private final String board;
  private final WorkQueue queue;
  private final BoardConnector connector;
  private final CellRunner cellRunner;
  private final BoardQuarantine quarantine;
  private final ReleaseRunner.Watch watch;
  private final MeasuringBudget budget;
  private final BoardTroubles troubles;
  private final Set<PlannedCell> halfDone = new HashSet<>();
  private Instant started;
  private @Nullable LostLink lost;

  BoardWorker(
      String board,
      WorkQueue queue,
      BoardConnector connector,
      CellRunner cellRunner,
      BoardQuarantine quarantine,
      ReleaseRunner.Watch watch,
      MeasuringBudget budget) {
    this.budget = budget;
    this.board = board;
    this.queue = queue;
    this.connector = connector;
    this.cellRunner = cellRunner;
    this.quarantine = quarantine;
    this.watch = watch;
    this.troubles = new BoardTroubles(board, watch.recovery().troubles());
    this.started = watch.clock().instant();
  }

  @Override
  public Optional<BoardDropout> call() throws RefusedException, IOException {
    // What libraries say in this thread is about this board.
    Thread.currentThread().setName(board);
    try {
      Optional<BoardQuarantine.Entry> before = quarantine.of(board);
      if (before.isPresent()) {
        return Optional.of(dropout(before.get().trouble()));
      }
      while (queue.await(board, watch.cancelled())) {
        started = watch.clock().instant();
        try (BoardVisit visit = lost == null ? connector.come() : connector.comeBack(lost)) {
          lost = null;
          stay(visit);
        }
      }
      return Optional.empty();
    } catch (RigException e) {
      LOG.log(System.Logger.Level.WARNING, board + " takes no more work", e);
      return Optional.of(dropout(e.trouble()));
    } finally {
      queue.leave(board);
      watch.progress().accept(Progress.left(Progress.Stage.VISIT, board));
    }
  }

  /** Cell after cell until there is none, or until the board should be visited anew. */
  private void stay(BoardVisit visit) throws RigException, RefusedException, IOException {
    budget.require(board);
    Optional<PlannedCell> next = queue.take(board, cellRunner::building);
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
      budget.require(board);
      next = queue.take(board, cellRunner::building);
    }
  }

  /** False where the visit is not to be trusted any more. */
  private boolean measure(BoardVisit visit, PlannedCell cell) throws RigException, IOException {
    try {
      Trial trial = cellRunner.measure(visit, cell, connector.takeCycles(), budget);
      halfDone.remove(cell);
      queue.measured(cell, board);
      tell(trial);
    } catch (LostLink e) {
      LOG.log(System.Logger.Level.WARNING, board + " was lost during " + cell.cell(), e);
      troubles.add(cell.cell(), e);
      halfDone.add(cell);
      lost = e;
      queue.putBack(cell, board);
      return false;
    } catch (RigException e) {
      troubles.add(cell.cell(), e);
      LOG.log(System.Logger.Level.WARNING, board + " gave up " + cell.cell(), e);
      halfDone.remove(cell);
      Trial abandoned = cellRunner.abandon(cell, board, started, e.trouble());
      boolean rack = e.trouble().blame() == Blame.RACK;
      if (rack) {
        queue.failed(cell, board);
      } else {
        queue.spent(cell, board);
      }
      // Once a halt was called, things fail in odd ways that nobody needs to hear of.
      if (!watch.cancelled().getAsBoolean()) {
        tell(abandoned);
      }
      return !rack;
    }
    cellRunner.forget(visit, cell);
    return true;
  }

  private void giveUp() throws RigException, RefusedException, IOException {
    if (troubles.lasting()) {
      quarantine.put(troubles.entry(watch.clock().instant()));
    }
    throw new RigException(troubles.trouble());
  }

  private BoardDropout dropout(Trouble trouble) {
    int left = queue.openFor(board);
    watch
        .progress()
        .accept(
            Progress.remark(
                Progress.Stage.VISIT,
                board,
                trouble.what() + "; " + (left == 1 ? "1 cell" : left + " cells") + " left undone"));
    return new BoardDropout(board, started, trouble, halfDone);
  }

  private void tell(Trial trial) {
    int total = cellRunner.count();
    int done = total - queue.wanted();
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
