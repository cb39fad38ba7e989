package dev.gantry.converter;

import dev.gantry.converter.canonical.CanonicalEngine;
import dev.gantry.converter.store.ContentStore;
import dev.gantry.converter.store.EnginePins;
import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Recipe;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.Variant;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.RunnerReport;
import dev.gantry.targets.store.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Has a board compile a variant, unless its recipe was compiled before. */
public final class BoardEngineBuild {
  /** More means that something hangs. */
  public static final Duration USUAL_LIMIT = Duration.ofHours(2);

  /** Nobody knows before. */
  private static final Duration EXPECTED = Duration.ofHours(1);

  private final ContentStore store;
  private final EnginePins pins;
  private final Duration longest;

  public BoardEngineBuild(ContentStore store, EnginePins pins) {
    this(store, pins, USUAL_LIMIT);
  }

  /**
   * @param longest how long a board may take over one engine before it is ended as stuck
   */
  public BoardEngineBuild(ContentStore store, EnginePins pins, Duration longest) {
    this.store = store;
    this.pins = pins;
    this.longest = longest;
  }

  /** An engine with its bytes, and what travelled to build it. */
  public record Built(EnginePins.PinnedFile pinned, ByteCount pushed, boolean cached) {}

  /**
   * @param build 1 for the engine that ships; the recipe compiled once more for any other
   * @param log hears what is said during the build, if there is one
   */
  public Built on(
      BoardVisit visit, BoardKind kind, Variant variant, int build, Consumer<String> log)
      throws RigException {
    try {
      EngineOrder first = EngineOrder.on(visit, kind, variant);
      EngineOrder order = build == 1 ? first : first.again(build);
      Recipe recipe = order.recipe();
      Optional<EnginePins.PinnedFile> known = pins.find(recipe);
      if (known.isPresent()) {
        return new Built(known.get(), ByteCount.ZERO, true);
      }
      Path graph =
          store
              .find(variant.digest())
              .orElseThrow(
                  () -> new IOException("variant " + variant.digest() + " is not in the store"));
      ByteCount pushed =
          visit.bring("variant " + variant.model(), StoredFile.of(graph, variant.digest()));
      RunnerReport report =
          visit.build(
              "build-" + recipe.digest().hex().substring(0, 16),
              order.request(),
              EXPECTED,
              longest,
              log);
      Path fetched = store.temporary();
      try {
        visit.fetch(report, wrote(report, order.request().engine(), visit.board()), fetched);
        Digest engine = keep(kind.backend(), fetched, graph);
        return new Built(pins.pin(recipe, engine), pushed, false);
      } finally {
        Files.deleteIfExists(fetched);
      }
    } catch (IOException e) {
      throw new RigException(
          new Trouble(
              Blame.TOOLCHAIN,
              "engine store",
              "cannot be used: " + e.getMessage(),
              "check rights and free space of GANTRY_HOME"),
          e);
    }
  }

  private Digest keep(Backend backend, Path fetched, Path variant) throws IOException {
    Optional<byte[]> canonical =
        backend == Backend.ONNXRUNTIME ? CanonicalEngine.of(fetched, variant) : Optional.empty();
    return canonical.isPresent() ? store.put(canonical.get()) : store.take(fetched);
  }

  private static RunnerLine.Wrote wrote(RunnerReport report, String engine, String board)
      throws RigException {
    RunnerLine.Wrote file = report.files().get(engine);
    if (file == null) {
      throw new RigException(
          new Trouble(
              Blame.TOOLCHAIN,
              board,
              "the runner ended well but wrote no engine",
              "this is a fault of the runner; please report it"));
    }
    return file;
  }
}
