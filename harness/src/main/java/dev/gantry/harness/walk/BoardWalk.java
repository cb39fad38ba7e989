package dev.gantry.harness.walk;

import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trouble;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.targets.Cargo;
import dev.gantry.targets.RunnerKit;
import dev.gantry.targets.Visit;
import dev.gantry.targets.embedded.EmbeddedRack;
import dev.gantry.validation.judgement.StoppingRule;
import dev.gantry.validation.trial.TrialRun;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;

/** One visit to one board, cell after cell. Trouble of the rig ends here, as abandoned trials. */
final class BoardWalk implements Callable<Void> {
  private static final RunnerKit KIT = new RunnerKit();

  private final PreparedRelease release;
  private final DossierFolder dossier;
  private final EmbeddedRack rack;
  private final EngineShelf shelf;
  private final Walk.Freight freight;
  private final Walk.Watch watch;
  private final ReleasePlan.PlannedBoard board;
  private final Deque<ReleasePlan.PlannedCell> open;
  private final int cells;

  BoardWalk(
      PreparedRelease release,
      DossierFolder dossier,
      EmbeddedRack rack,
      EngineShelf shelf,
      Walk.Freight freight,
      Walk.Watch watch,
      ReleasePlan.PlannedBoard board,
      List<ReleasePlan.PlannedCell> open) {
    this.release = release;
    this.dossier = dossier;
    this.rack = rack;
    this.shelf = shelf;
    this.freight = freight;
    this.watch = watch;
    this.board = board;
    this.open = new ArrayDeque<>(open);
    this.cells = open.size();
  }

  @Override
  public Void call() throws IOException {
    Instant started = watch.clock().instant();
    Visit.Guide guide =
        new Visit.Guide(
            "gantry " + release.plan().release(),
            watch.patience(),
            watch.cancelled(),
            watch.progress());
    try (Visit visit = Visit.begin(rack.door(board.name()), KIT, guide)) {
      while (!open.isEmpty()) {
        started = watch.clock().instant();
        finish(measure(visit, open.element()));
      }
    } catch (RigException e) {
      while (!open.isEmpty()) {
        finish(abandoned(open.element().cell(), started, e.trouble()));
      }
    }
    return null;
  }

  private Trial measure(Visit visit, ReleasePlan.PlannedCell planned)
      throws RigException, IOException {
    Cell cell = planned.cell();
    BoardKind kind = release.rack().kind(cell.kind());
    dossier.clearTrial(cell, board.name());
    EngineShelf.Taken engine = shelf.take(visit, kind, cell, freight.variant(cell));
    TrialRun.Order order =
        new TrialRun.Order(
            cell,
            kind,
            board.simulated(),
            Cargo.of(engine.engine().file()),
            freight.golden(cell),
            release.plan().scenario(),
            planned.criteria(),
            StoppingRule.of(release.plan()),
            new Trial.Pushed(kitPushed(visit), ByteCount.ZERO, engine.pushed()));
    return new TrialRun(visit, dossier.trialFolder(cell, board.name()), watch.clock()).run(order);
  }

  /** The runner travels once a visit, so only the first cell accounts for it. */
  private ByteCount kitPushed(Visit visit) {
    return open.size() == cells ? visit.kitPushed() : ByteCount.ZERO;
  }

  private Trial abandoned(Cell cell, Instant started, Trouble trouble) throws IOException {
    dossier.clearTrial(cell, board.name());
    return new Trial.Abandoned(
        cell, board.name(), board.simulated(), started, watch.clock().instant(), trouble);
  }

  private void finish(Trial trial) throws IOException {
    dossier.finish(trial);
    open.remove();
    String how = trial instanceof Trial.Measured ? "done" : "abandoned";
    watch
        .progress()
        .accept(
            new Progress(
                Progress.Stage.VISIT,
                board.name(),
                trial.cell() + " " + how,
                cells - open.size(),
                cells));
  }
}
