package dev.gantry.harness.walk;

import dev.gantry.converter.EngineBoardCheck;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.Variant;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.state.StateSetter;
import dev.gantry.targets.store.StoredFile;
import dev.gantry.validation.judgement.CellOnBoard;
import dev.gantry.validation.judgement.StoppingRule;
import dev.gantry.validation.trial.EarlierState;
import dev.gantry.validation.trial.MeasuringBudget;
import dev.gantry.validation.trial.TrialOrder;
import dev.gantry.validation.trial.TrialRun;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Measures the cells of a plan, one cell on one board each, and keeps what comes of them in the
 * dossier.
 */
final class CellRunner {
  /** Even a hot module in a warm room is cool by then, or never will be. */
  private static final Duration COOL_DOWN = Duration.ofMinutes(10);

  private static final String BUILD_LOG = "build.log";

  private final PreparedRelease release;
  private final DossierFolder dossier;
  private final SharedEngineBuilds sharedBuilds;
  private final ReleaseRunner.VisitPayload payload;
  private final RetryScope scope;
  private final ReleaseRunner.Watch watch;
  private final Set<BoardVisit> accounted = ConcurrentHashMap.newKeySet();

  CellRunner(
      PreparedRelease release,
      DossierFolder dossier,
      SharedEngineBuilds sharedBuilds,
      ReleaseRunner.VisitPayload payload,
      RetryScope scope,
      ReleaseRunner.Watch watch) {
    this.release = release;
    this.dossier = dossier;
    this.sharedBuilds = sharedBuilds;
    this.payload = payload;
    this.scope = scope;
    this.watch = watch;
  }

  /**
   * The cell as it is queued when a run begins: on how many boards it is still wanted, and on
   * which.
   */
  WorkItem item(PlannedCell planned) {
    Cell cell = planned.cell();
    Set<String> again = those(planned, board -> scope.again().contains(cellOnBoard(cell, board)));
    Set<String> measured = those(planned, board -> measured(cell, board) && !again.contains(board));
    Set<String> closed = closed(planned, measured, again);
    Set<String> begun =
        those(planned, board -> !closed.contains(board) && dossier.begun(cell, board));
    return new WorkItem(
        planned,
        new BoardCost(release.plan()).of(planned, payload.variant(cell).size()),
        again.isEmpty() ? Math.max(0, planned.units() - measured.size()) : again.size(),
        closed,
        begun);
  }

  private static Set<String> those(
      PlannedCell planned, java.util.function.Predicate<String> wanted) {
    return planned.boards().stream().filter(wanted).collect(Collectors.toSet());
  }

  /** Of the whole plan, whatever of it is behind this run. */
  int count() {
    return release.plan().cells().stream().mapToInt(PlannedCell::units).sum();
  }

  boolean building(Cell cell) {
    return sharedBuilds.building(cell);
  }

  /**
   * The boards that a cell is not open to. A second chance is for the board that needs one: what
   * came to nothing elsewhere stays, and no spare takes its place.
   */
  private Set<String> closed(PlannedCell planned, Set<String> measured, Set<String> again) {
    if (!scope.rackOnly()) {
      return measured;
    }
    return those(
        planned,
        board ->
            !again.contains(board)
                && (!again.isEmpty() || dossier.trial(planned.cell(), board).isPresent()));
  }

  private static CellOnBoard cellOnBoard(Cell cell, String board) {
    return new CellOnBoard(cell, board);
  }

  private boolean measured(Cell cell, String board) {
    return dossier.trial(cell, board).filter(Trial.Measured.class::isInstance).isPresent();
  }

  /**
   * Returns when the trial counts; whatever fails before leaves nothing that does. Of a board whose
   * power was cycled nothing older is taken: all of a trial comes from one life of a board.
   */
  Trial measure(
      BoardVisit visit, PlannedCell planned, List<String> powerCycles, MeasuringBudget budget)
      throws RigException, IOException {
    Cell cell = planned.cell();
    BoardKind kind = release.rack().kind(cell.kind());
    if (!powerCycles.isEmpty()) {
      visit.discard(TrialOrder.prefix(cell));
    }
    Optional<EarlierState> earlier = EarlierState.left(dossier.trialFolder(cell, visit.board()));
    dossier.clearTrial(cell, visit.board());
    GoldenSet golden = release.plan().model(cell.model()).golden();
    Engines engines = engines(visit, kind, planned);
    SharedEngineBuilds.Taken engine = engines.shipped();
    TrialOrder order =
        new TrialOrder(
            cell,
            kind,
            release.plan().simulated(visit.board()),
            StoredFile.of(engine.engine().file(), engine.engine().engine().digest()),
            engines.others(),
            payload.golden(cell),
            release.plan().scenario(),
            planned.scenarios(),
            planned.criteria(),
            golden.outputs(),
            golden.samples().size(),
            payload.work(cell),
            StoppingRule.of(dossier.plan()),
            budget,
            release.limits().inference(),
            new Trial.Pushed(kitPushed(visit), ByteCount.ZERO, engine.pushed()),
            earlier,
            facts(powerCycles));
    StateSetter setter = new StateSetter(COOL_DOWN, watch.cancelled(), watch.progress());
    Trial trial =
        new TrialRun(visit, dossier.trialFolder(cell, visit.board()), setter, watch.clock())
            .run(order);
    dossier.finish(trial);
    return trial;
  }

  /** Those of one recipe: the first ships, the others are held against it. */
  private record Engines(SharedEngineBuilds.Taken shipped, List<StoredFile> others) {}

  /** What a board says while it builds is kept: of a build that failed nothing else is. */
  private Engines engines(BoardVisit visit, BoardKind kind, PlannedCell planned)
      throws RigException, IOException {
    Cell cell = planned.cell();
    Variant variant = payload.variant(cell);
    List<String> said = new ArrayList<>();
    try {
      SharedEngineBuilds.Taken shipped = sharedBuilds.take(visit, kind, cell, variant, said::add);
      new EngineBoardCheck(shipped.engine().engine()).admit(visit);
      return new Engines(
          shipped, sharedBuilds.others(visit, kind, cell, variant, planned.builds(), said::add));
    } finally {
      if (!said.isEmpty()) {
        Files.write(dossier.trialFolder(cell, visit.board()).resolve(BUILD_LOG), said);
      }
    }
  }

  Trial abandon(PlannedCell planned, String board, Instant started, Trouble trouble)
      throws IOException {
    Cell cell = planned.cell();
    dossier.clearEvidence(cell, board);
    Trial trial =
        new Trial.Abandoned(
            cell,
            board,
            release.plan().simulated(board),
            started,
            watch.clock().instant(),
            trouble);
    dossier.finish(trial);
    return trial;
  }

  /** What is safe at home is deleted on the board; that it could not be is no trouble of a cell. */
  void forget(BoardVisit visit, PlannedCell planned) {
    try {
      visit.discard(TrialOrder.prefix(planned.cell()));
    } catch (RigException e) {
      watch
          .progress()
          .accept(
              Progress.remark(
                  Progress.Stage.VISIT,
                  visit.board(),
                  "finished work stays there: " + e.trouble().what()));
    }
  }

  /**
   * What boards that dropped out leave behind is abandoned, also where another board was taken in
   * their place: people will ask why.
   */
  void closeBooks(WorkQueue queue, List<BoardDropout> dropouts) throws IOException {
    List<WorkItem> lacking = queue.lacking();
    for (BoardDropout gone : dropouts) {
      for (PlannedCell planned : release.cellsOf(gone.board())) {
        Optional<WorkItem> item =
            lacking.stream().filter(one -> one.planned().equals(planned)).findFirst();
        boolean wanted = item.isPresent() && !item.get().told(gone.board());
        boolean untold = dossier.trial(planned.cell(), gone.board()).isEmpty();
        if (!measured(planned.cell(), gone.board())
            && (wanted || untold || gone.halfDone().contains(planned))) {
          abandon(planned, gone.board(), gone.started(), gone.trouble());
        }
      }
    }
  }

  private static SortedMap<String, String> facts(List<String> powerCycles) {
    SortedMap<String, String> facts = new TreeMap<>();
    if (!powerCycles.isEmpty()) {
      facts.put("power-cycled", String.join("; ", powerCycles));
    }
    return facts;
  }

  /** The runner travels once a visit, so only the first cell accounts for it. */
  private ByteCount kitPushed(BoardVisit visit) {
    return accounted.add(visit) ? visit.kitPushed() : ByteCount.ZERO;
  }
}
