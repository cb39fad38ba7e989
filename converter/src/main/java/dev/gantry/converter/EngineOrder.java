package dev.gantry.converter;

import dev.gantry.converter.canonical.CanonicalEngine;
import dev.gantry.dossier.Backend;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Recipe;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.dossier.Variant;
import dev.gantry.inference.OrtProcess;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.runner.wire.TensorrtBuildOptions;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.probe.BoardFact;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pairs the build that one board is asked for with the recipe that decides the engine's bytes. The
 * recipe's facts about the board are asked of the board, never assumed.
 */
record EngineOrder(RunnerRequest.Build request, Recipe recipe) {
  static EngineOrder on(BoardVisit visit, BoardKind kind, Variant variant) {
    return kind.backend() == Backend.ONNXRUNTIME
        ? onnxruntime(visit, kind, variant)
        : tensorrt(visit, kind, variant);
  }

  /**
   * The same, built once more: under a recipe of its own, and without the timing cache, which would
   * only have it choose the same tactics again.
   */
  EngineOrder again(int build) {
    SortedMap<String, String> options = new TreeMap<>(recipe.options());
    options.put("build", String.valueOf(build));
    return new EngineOrder(
        new RunnerRequest.Build(
            request.variant(),
            request.engine(),
            request.backend(),
            request.threads(),
            request.tensorrt().map(TensorrtBuildOptions::withoutTimingCache)),
        new Recipe(recipe.variant(), recipe.kind(), recipe.runtime(), options));
  }

  private static EngineOrder onnxruntime(BoardVisit visit, BoardKind kind, Variant variant) {
    SortedMap<String, String> runtime = facts(visit, BoardFact.Use.ONNXRUNTIME);
    runtime.put("onnxruntime", OrtProcess.version());
    SortedMap<String, String> options = new TreeMap<>();
    options.put("optimisation", "all");
    // An engine that was pinned before there was one form has bytes that no other board builds.
    options.put("form", CanonicalEngine.FORM);
    return new EngineOrder(
        new RunnerRequest.Build(
            BoardVisit.place(variant.digest()), kind.backend().engineFile(), kind.threads()),
        new Recipe(variant.digest(), kind, runtime, options));
  }

  private static EngineOrder tensorrt(BoardVisit visit, BoardKind kind, Variant variant) {
    TensorrtSetup setup = kind.requireTensorrt();
    SortedMap<String, String> runtime = facts(visit, BoardFact.Use.ENGINE);
    Optional<ByteCount> workspace =
        kind.backend() == Backend.TRTEXEC ? TacticMemory.of(visit.probe()) : Optional.empty();
    String version = runtime.getOrDefault(BoardFact.TENSORRT.key(), setup.version());
    TensorrtBuildOptions build =
        new TensorrtBuildOptions(
            variant.precision(),
            Optional.of(TimingCachePath.place(kind.name(), version)),
            workspace,
            setup.level(),
            setup.dla());
    SortedMap<String, String> options = new TreeMap<>();
    options.put("precision", variant.precision().toString());
    workspace.ifPresent(bytes -> options.put("workspace", String.valueOf(bytes.bytes())));
    setup.level().ifPresent(level -> options.put("level", String.valueOf(level)));
    setup.dla().ifPresent(core -> options.put("dla", String.valueOf(core)));
    return new EngineOrder(
        new RunnerRequest.Build(
            BoardVisit.place(variant.digest()),
            kind.backend().engineFile(),
            kind.backend(),
            kind.threads(),
            Optional.of(build)),
        new Recipe(variant.digest(), kind, runtime, options));
  }

  private static SortedMap<String, String> facts(BoardVisit visit, BoardFact.Use use) {
    SortedMap<String, String> facts = new TreeMap<>();
    for (BoardFact fact : BoardFact.of(use)) {
      visit.fact(fact).ifPresent(value -> facts.put(fact.key(), value));
    }
    return facts;
  }
}
