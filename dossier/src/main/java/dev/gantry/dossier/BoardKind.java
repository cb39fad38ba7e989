package dev.gantry.dossier;

import java.util.Optional;

/** Boards that can run the same engine bytes. */
public record BoardKind(
    String name,
    Backend backend,
    int threads,
    RequiredBoards units,
    Expectation expect,
    Optional<TensorrtSetup> tensorrt) {
  public BoardKind {
    PlainName.require("board kind", name);
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("a board kind uses 1 to 1024 threads, not " + threads);
    }
    if (tensorrt.isPresent() == (backend == Backend.ONNXRUNTIME)) {
      throw new IllegalArgumentException(
          "board kind " + name + " with backend " + backend + ": TensorRT goes with its backends");
    }
  }

  /** Of which all units are measured, in whatever state they are. */
  public static BoardKind of(String name, Backend backend, int threads) {
    return new BoardKind(
        name, backend, threads, RequiredBoards.ALL, Expectation.NOTHING, Optional.empty());
  }

  /** Of a kind whose backend has one. */
  public TensorrtSetup requireTensorrt() {
    return tensorrt.orElseThrow(
        () -> new IllegalStateException("board kind " + name + " has no TensorRT"));
  }
}
