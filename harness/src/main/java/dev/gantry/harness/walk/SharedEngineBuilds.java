package dev.gantry.harness.walk;

import dev.gantry.converter.BoardEngineBuild;
import dev.gantry.converter.store.EnginePins;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Variant;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.store.StoredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The engines of this run. The first board of a kind that comes for an engine builds it; the others
 * wait, and take the same bytes. If that board fails, the next one builds.
 */
final class SharedEngineBuilds {
  private final DossierFolder dossier;
  private final EngineCompiler compiler;
  private final Map<Cell, ReentrantLock> locks = new ConcurrentHashMap<>();

  SharedEngineBuilds(DossierFolder dossier, EngineCompiler compiler) {
    this.dossier = dossier;
    this.compiler = compiler;
  }

  /** An engine, and what had to travel so that this board could build it. */
  record Taken(DossierFolder.KeptEngine engine, ByteCount pushed) {}

  /** Whether someone who came for it now would wait. */
  boolean building(Cell cell) {
    return lock(cell).isLocked();
  }

  Taken take(BoardVisit visit, BoardKind kind, Cell cell, Variant variant, Consumer<String> log)
      throws RigException, IOException {
    ReentrantLock lock = locked(cell);
    try {
      Optional<DossierFolder.KeptEngine> pinned = dossier.engine(cell);
      if (pinned.isPresent()) {
        return new Taken(pinned.get(), ByteCount.ZERO);
      }
      BoardEngineBuild.Built built = compiler.compile(visit, kind, variant, 1, log);
      return new Taken(
          dossier.keepEngine(cell, built.pinned().engine(), built.pinned().file()), built.pushed());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Other engines of the same recipe. The first board that comes builds them; the others find them
   * in the store.
   */
  List<StoredFile> others(
      BoardVisit visit,
      BoardKind kind,
      Cell cell,
      Variant variant,
      int builds,
      Consumer<String> log)
      throws RigException, IOException {
    ReentrantLock lock = locked(cell);
    try {
      List<StoredFile> others = new ArrayList<>();
      for (int build = 2; build <= builds; build++) {
        EnginePins.PinnedFile other = compiler.compile(visit, kind, variant, build, log).pinned();
        others.add(StoredFile.of(other.file(), other.engine().digest()));
      }
      return others;
    } finally {
      lock.unlock();
    }
  }

  private ReentrantLock locked(Cell cell) {
    ReentrantLock lock = lock(cell);
    try {
      lock.lockInterruptibly();
      return lock;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  private ReentrantLock lock(Cell cell) {
    return locks.computeIfAbsent(cell, key -> new ReentrantLock());
  }
}
