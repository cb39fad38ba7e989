package dev.gantry.runner.drive;

import dev.gantry.runner.BackendException;
import dev.gantry.runner.ReadyEngine;
import dev.gantry.runner.RunOutput;

/**
 * Holds what every scenario needs, the engine, the output of the run and the kept answers, and
 * warms the engine up.
 */
public record ScenarioSetup(ReadyEngine engine, RunOutput outbox, KeptAnswers answers) {
  private static final int MOST_WARM_UP = 1_000;
  private static final int LEAST_WARM_UP = 3;
  private static final long WARM_UP_NANOS = 2_000_000_000L;

  void warmUp(int queries) throws BackendException {
    for (int query = 0; query < queries; query++) {
      engine.ask(query);
      engine.forget();
    }
  }

  /** A few queries, fewer of a slow engine, for scenarios that name no number of their own. */
  void warmUp() throws BackendException {
    long start = System.nanoTime();
    for (int query = 0; query < MOST_WARM_UP; query++) {
      if (query >= LEAST_WARM_UP && System.nanoTime() - start > WARM_UP_NANOS) {
        return;
      }
      engine.ask(query);
      engine.forget();
    }
  }
}
