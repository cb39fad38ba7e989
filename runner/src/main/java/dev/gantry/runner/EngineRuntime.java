package dev.gantry.runner;

import dev.gantry.dossier.RefusedException;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;

/** Compiles variants into engines and loads them: the part of a backend that is on a board. */
public interface EngineRuntime {
  /** Says which it is, and on what it runs. */
  void tell(RunOutput outbox) throws BackendException;

  /** Leaves the engine as a file, and whatever else is known of it. */
  void build(RunnerRequest.Build request, RunOutput outbox)
      throws BackendException, IOException, RefusedException;

  /** Whether it computes rightly on this board, where anybody could doubt it. */
  void selfTest(RunOutput outbox) throws BackendException, IOException, RefusedException;

  RunnableEngine load(RunnerRequest.Run request, RunOutput outbox)
      throws BackendException, IOException, RefusedException;
}
