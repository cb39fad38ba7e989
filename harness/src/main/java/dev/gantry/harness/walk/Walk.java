package dev.gantry.harness.walk;

import dev.gantry.converter.Converter;
import dev.gantry.converter.store.ContentStore;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Variant;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.targets.Cargo;
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
  private final Watch watch;

  public Walk(
      PreparedRelease release,
      DossierFolder dossier,
      EmbeddedRack rack,
      ContentStore store,
      Converter converter,
      Compiler compiler,
      Watch watch) {
    this.release = release;
    this.dossier = dossier;
    this.rack = rack;
    this.store = store;
    this.converter = converter;
    this.compiler = compiler;
    this.watch = watch;
  }

  /**
   * Who looks on, who may call a halt, and how long a board that someone else holds is waited for.
   */
  public record Watch(
      Clock clock, Consumer<Progress> progress, BooleanSupplier cancelled, Duration patience) {}

  public void go() throws RefusedException, IOException {
    Map<Cell, Variant> variants =
        new Converting(release, dossier, converter, watch.progress()).variants();
    Map<String, Cargo> golden = packGolden();
    visitAll(new Freight(variants, golden));
  }

  /** What every visit takes along. */
  record Freight(Map<Cell, Variant> variants, Map<String, Cargo> golden) {
    Variant variant(Cell cell) {
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
        Path kept = store.find(store.put(file)).orElseThrow();
        packed.put(model.name(), Cargo.of(kept));
      } finally {
        Files.deleteIfExists(file);
      }
    }
    return packed;
  }

  private void visitAll(Freight freight) throws IOException {
    EngineShelf shelf = new EngineShelf(dossier, compiler);
    List<BoardWalk> walks = new ArrayList<>();
    for (ReleasePlan.PlannedBoard board : release.plan().boards()) {
      List<ReleasePlan.PlannedCell> open =
          release.cellsOf(board.name()).stream()
              .filter(cell -> !isMeasured(cell.cell(), board.name()))
              .toList();
      if (!open.isEmpty()) {
        walks.add(new BoardWalk(release, dossier, rack, shelf, freight, watch, board, open));
      }
    }
    if (walks.isEmpty()) {
      return;
    }
    ExecutorService boards = Executors.newFixedThreadPool(walks.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (BoardWalk walk : walks) {
        running.add(boards.submit(walk));
      }
      for (Future<?> walk : running) {
        await(walk);
      }
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

  private boolean isMeasured(Cell cell, String board) {
    return dossier.trial(cell, board).filter(Trial.Measured.class::isInstance).isPresent();
  }

  private static void await(Future<?> walk) throws IOException {
    try {
      walk.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException ours) {
        throw ours;
      }
      throw new IllegalStateException(
          Blame.TOOLCHAIN + ": a visit ended in a way never meant", e.getCause());
    }
  }
}
