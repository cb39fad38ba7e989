package dev.gantry.converter;

import dev.gantry.converter.store.ContentStore;
import dev.gantry.converter.store.EnginePins;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Recipe;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.Variant;
import dev.gantry.runner.OrtProcess;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.Cargo;
import dev.gantry.targets.RunnerReport;
import dev.gantry.targets.Visit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Has a board compile a variant, unless its recipe was compiled before. */
public final class EngineBuild {
  /** What decides an engine is asked of the board, never assumed. */
  private static final String[] RUNTIME_FACTS = {"architecture", "processor", "processor.flags"};

  private static final String ENGINE = "engine.onnx";

  /** Nobody knows before; more than an hour means that something hangs. */
  private static final Duration EXPECTED = Duration.ofHours(1);

  private final ContentStore store;
  private final EnginePins pins;

  public EngineBuild(ContentStore store, EnginePins pins) {
    this.store = store;
    this.pins = pins;
  }

  /** An engine with its bytes, and what travelled to build it. */
  public record Built(EnginePins.PinnedFile pinned, ByteCount pushed, boolean cached) {}

  public Built on(Visit visit, BoardKind kind, Variant variant) throws RigException {
    try {
      Recipe recipe = recipe(visit, kind, variant);
      Optional<EnginePins.PinnedFile> known = pins.find(recipe);
      if (known.isPresent()) {
        return new Built(known.get(), ByteCount.ZERO, true);
      }
      Path graph =
          store
              .find(variant.digest())
              .orElseThrow(
                  () -> new IOException("variant " + variant.digest() + " is not in the store"));
      ByteCount pushed = visit.bring("variant " + variant.model(), Cargo.of(graph));
      RunnerReport report =
          visit.run(
              "build-" + recipe.digest().hex().substring(0, 16),
              new RunnerRequest.Build(Visit.place(variant.digest()), ENGINE, kind.threads()),
              EXPECTED,
              line -> {});
      Path fetched = store.temporary();
      try {
        visit.fetch(report, wrote(report, visit.board()), fetched);
        return new Built(pins.pin(recipe, fetched), pushed, false);
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

  private static Recipe recipe(Visit visit, BoardKind kind, Variant variant) {
    SortedMap<String, String> runtime = new TreeMap<>();
    runtime.put("onnxruntime", OrtProcess.version());
    for (String fact : RUNTIME_FACTS) {
      visit.fact(fact).ifPresent(value -> runtime.put(fact, value));
    }
    SortedMap<String, String> options = new TreeMap<>();
    options.put("optimisation", "all");
    return new Recipe(variant.digest(), kind, runtime, options);
  }

  private static RunnerLine.Wrote wrote(RunnerReport report, String board) throws RigException {
    RunnerLine.Wrote file = report.files().get(ENGINE);
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
