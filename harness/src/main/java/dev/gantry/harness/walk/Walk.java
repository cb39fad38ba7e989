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
import dev.gantry.harness.rack.Person;
import dev.gantry.harness.rack.Quarantine;
import dev.gantry.harness.rack.Recovery;
import dev.gantry.targets.Berth;
import dev.gantry.targets.Cargo;
import dev.gantry.targets.RunnerKit;
import dev.gantry.targets.Visit;
import dev.gantry.targets.embedded.EmbeddedRack;
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

/** One release over all its boards: convert, then visit every board at once, cell by cell. */
public final class Walk {
  private static final Duration LEAVE = Duration.ofSeconds(10);

  private final PreparedRelease release;
  private final DossierFolder dossier;
  private final EmbeddedRack rack;
  private final ContentStore store;
  private final Converter converter;
  private final Compiler compiler;
  private final Quarantine quarantine;
  private final Watch watch;
  private final RunnerKit kit = new RunnerKit();

  public Walk(
      PreparedRelease release,
      DossierFolder dossier,
      EmbeddedRack rack,
      ContentStore store,
      Converter converter,
      Compiler compiler,
      Quarantine quarantine,
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
   * Who looks on, who may call a halt, how long a board that someone else holds is waited for, and
   * how long one that stays away.
   */
  public record Watch(
      Clock clock,
      Consumer<Progress> progress,
      BooleanSupplier cancelled,
      Duration patience,
      Recovery recovery) {}

  public void go(Rework rework) throws RefusedException, IOException {
    Map<Cell, Converting.Made> variants =
        new Converting(release, dossier, converter, watch).variants();
    Map<String, Cargo> golden = packGolden();
    visitAll(new Freight(variants, golden), rework);
  }

  /** What every visit takes along. */
  record Freight(Map<Cell, Converting.Made> variants, Map<String, Cargo> golden) {
    Variant variant(Cell cell) {
      return made(cell).variant();
    }

    Optional<String> work(Cell cell) {
      return made(cell).work();
    }

    private Converting.Made made(Cell cell) {
      return java.util.Objects.requireNonNull(variants.get(cell), cell::id);
    }

    Cargo golden(Cell cell) {
      return java.util.Objects.requireNonNull(golden.get(cell.model()), cell::id);
    }
  }

  private Map<String, Cargo> packGolden() throws IOException {
    Map<String, Cargo> packed = new HashMap<>();
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
        packed.put(model.name(), Cargo.of(store.path(digest), digest));
      } finally {
        Files.deleteIfExists(file);
      }
    }
    return packed;
  }

  private void visitAll(Freight freight, Rework rework) throws RefusedException, IOException {
    EngineShelf shelf = new EngineShelf(dossier, compiler);
    Squares squares = new Squares(release, dossier, shelf, freight, rework, watch);
    Agenda agenda = Agenda.of(release.plan().cells().stream().map(squares::item).toList());
    int count = squares.count();
    watch
        .progress()
        .accept(
            Progress.expected(
                Progress.Stage.VISIT, release.plan().release(), count - agenda.wanted(), count));
    String errand = dossier.errand();
    List<BoardWalk> walks =
        release.plan().boards().stream()
            .map(ReleasePlan.PlannedBoard::name)
            .filter(agenda::mayWant)
            .map(board -> walk(board, errand, agenda, squares))
            .toList();
    if (!walks.isEmpty()) {
      squares.closeBooks(agenda, together(walks));
    }
  }

  private BoardWalk walk(String board, String errand, Agenda agenda, Squares squares) {
    Visit.Guide guide =
        new Visit.Guide(
            "gantry " + release.plan().release() + " by " + Person.here(),
            errand,
            watch.patience(),
            watch.recovery().reconnect(),
            watch.cancelled(),
            watch.progress());
    Board device = release.rack().board(board);
    Arrival arrival =
        new Arrival(
            device,
            () -> Visit.begin(berth(device), kit, guide),
            watch,
            () -> agenda.release(board));
    return new BoardWalk(board, agenda, arrival, squares, quarantine, watch);
  }

  private Berth berth(Board device) throws RigException {
    BoardKind kind = release.rack().kind(device.kind());
    return new Berth(rack.door(device.name()), device.jre(), kind.backend(), kind.tensorrt());
  }

  private List<Departure> together(List<BoardWalk> walks) throws RefusedException, IOException {
    ExecutorService boards = Executors.newFixedThreadPool(walks.size());
    try {
      List<Future<Optional<Departure>>> running = new ArrayList<>();
      for (BoardWalk walk : walks) {
        running.add(boards.submit(walk));
      }
      List<Departure> departures = new ArrayList<>();
      for (Future<Optional<Departure>> walk : running) {
        await(walk).ifPresent(departures::add);
      }
      return departures;
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

  private static Optional<Departure> await(Future<Optional<Departure>> walk)
      throws RefusedException, IOException {
    try {
      return walk.get();
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
