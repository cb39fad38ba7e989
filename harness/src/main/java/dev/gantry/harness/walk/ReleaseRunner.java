package dev.gantry.harness.walk;

import dev.gantry.converter.Converter;
import dev.gantry.converter.store.ContentStore;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Variant;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.rack.BoardQuarantine;
import dev.gantry.harness.rack.LocalUser;
import dev.gantry.harness.rack.RecoveryLimits;
import dev.gantry.targets.BoardAccess;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.RunnerKit;
import dev.gantry.targets.embedded.EmbeddedRack;
import dev.gantry.targets.store.StoredFile;
import dev.gantry.validation.trial.MeasuringBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs one release on all its boards: converts its models, then visits every board at once, cell by
 * cell.
 */
public final class ReleaseRunner {
  private static final Duration LEAVE = Duration.ofSeconds(10);

  private final PreparedRelease release;
  private final DossierFolder dossier;
  private final EmbeddedRack rack;
  private final ContentStore store;
  private final Converter converter;
  private final EngineCompiler compiler;
  private final BoardQuarantine quarantine;
  private final Watch watch;
  private final RunnerKit kit = new RunnerKit();

  public ReleaseRunner(
      PreparedRelease release,
      DossierFolder dossier,
      EmbeddedRack rack,
      ContentStore store,
      Converter converter,
      EngineCompiler compiler,
      BoardQuarantine quarantine,
      Watch watch) {
    this.release = release;
    this.dossier = dossier;
    this.rack = rack;
    this.store = store;
    this.converter = converter;
    this.compiler = compiler;
    this.quarantine = quarantine;
    this.watch = watch;
  }

  /**
   * Holds what a run needs to know of its caller: the clock, who is told of progress, who may call
   * a halt, how long a board that someone else holds is waited for, and how long one that stays
   * away.
   */
  public record Watch(
      Clock clock,
      Consumer<Progress> progress,
      BooleanSupplier cancelled,
      Duration patience,
      RecoveryLimits recovery) {}

  public void go(RetryScope scope) throws RefusedException, IOException {
    Map<Cell, VariantConversions.Made> variants =
        new VariantConversions(release, dossier, converter, watch).variants();
    Map<String, StoredFile> golden = packGolden();
    visitAll(new VisitPayload(variants, golden), scope);
  }

  /** Holds what every visit takes along: the variants and the packed golden inputs. */
  record VisitPayload(Map<Cell, VariantConversions.Made> variants, Map<String, StoredFile> golden) {
    Variant variant(Cell cell) {
      return made(cell).variant();
    }

    Optional<String> work(Cell cell) {
      return made(cell).work();
    }

    private VariantConversions.Made made(Cell cell) {
      return java.util.Objects.requireNonNull(variants.get(cell), cell::id);
    }

    StoredFile golden(Cell cell) {
      return java.util.Objects.requireNonNull(golden.get(cell.model()), cell::id);
    }
  }

  private Map<String, StoredFile> packGolden() throws IOException {
    Map<String, StoredFile> packed = new HashMap<>();
    for (ReleasePlan.PlannedModel model : release.plan().models()) {
      GoldenFolder golden = release.source(model.name()).golden();
      Path file = store.temporary();
      try {
        if (!dossier.hasReferences(model.name())) {
          golden.packExpected(file);
          dossier.keepReferences(model.name(), file);
        }
        golden.packInputs(file);
        Digest digest = store.take(file);
        packed.put(model.name(), StoredFile.of(store.path(digest), digest));
      } finally {
        Files.deleteIfExists(file);
      }
    }
    return packed;
  }

  private void visitAll(VisitPayload payload, RetryScope scope)
      throws RefusedException, IOException {
    SharedEngineBuilds builds = new SharedEngineBuilds(dossier, compiler);
    CellRunner cellRunner = new CellRunner(release, dossier, builds, payload, scope, watch);
    WorkQueue queue = WorkQueue.of(release.plan().cells().stream().map(cellRunner::item).toList());
    int count = cellRunner.count();
    watch
        .progress()
        .accept(
            Progress.expected(
                Progress.Stage.VISIT, release.plan().release(), count - queue.wanted(), count));
    String errand = dossier.errand();
    List<BoardWorker> workers =
        release.plan().boards().stream()
            .map(ReleasePlan.PlannedBoard::name)
            .filter(queue::mayWant)
            .map(board -> worker(board, errand, queue, cellRunner))
            .toList();
    if (!workers.isEmpty()) {
      cellRunner.closeBooks(queue, together(workers));
    }
  }

  private BoardWorker worker(String board, String errand, WorkQueue queue, CellRunner cellRunner) {
    BoardVisit.VisitOptions options =
        new BoardVisit.VisitOptions(
            "gantry " + release.plan().release() + " by " + LocalUser.here(),
            errand,
            watch.patience(),
            watch.recovery().reconnect(),
            watch.cancelled(),
            watch.progress());
    Board device = release.rack().board(board);
    BoardConnector connector =
        new BoardConnector(
            device,
            () -> BoardVisit.begin(access(device), kit, options),
            watch,
            () -> queue.release(board));
    return new BoardWorker(
        board,
        queue,
        connector,
        cellRunner,
        quarantine,
        watch,
        new MeasuringBudget(release.plan().budget(), watch.clock()));
  }

  private BoardAccess access(Board device) throws RigException {
    BoardKind kind = release.rack().kind(device.kind());
    return new BoardAccess(
        rack.destination(device.name()), device.jre(), kind.backend(), kind.tensorrt());
  }

  private List<BoardDropout> together(List<BoardWorker> workers)
      throws RefusedException, IOException {
    ExecutorService boards = Executors.newFixedThreadPool(workers.size());
    try {
      List<Future<Optional<BoardDropout>>> running = new ArrayList<>();
      for (BoardWorker worker : workers) {
        running.add(boards.submit(worker));
      }
      List<BoardDropout> dropouts = new ArrayList<>();
      for (Future<Optional<BoardDropout>> worker : running) {
        await(worker).ifPresent(dropouts::add);
      }
      return dropouts;
    } finally {
      boards.shutdownNow();
      leave(boards);
    }
  }

  /** Leases are given back and runners stopped before anyone pulls the rack from under a visit. */
  private static void leave(ExecutorService boards) {
    try {
      boards.awaitTermination(LEAVE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<BoardDropout> await(Future<Optional<BoardDropout>> worker)
      throws RefusedException, IOException {
    try {
      return worker.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RefusedException refused) {
        throw refused;
      }
      if (e.getCause() instanceof RuntimeException ours) {
        throw ours;
      }
      throw new IllegalStateException(
          Blame.TOOLCHAIN + ": a visit ended in a way never meant", e.getCause());
    }
  }
}
