package dev.gantry.runner.drive;

import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Scenario;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.ReadyEngine;
import dev.gantry.runner.wire.RunnerFiles;
import java.io.IOException;

/** One query after another, each timed in nanoseconds, nothing else within. */
public final class SingleRound {
  private final ScenarioSetup bench;
  private final Scenario.Single scenario;

  public SingleRound(ScenarioSetup bench, Scenario.Single scenario) {
    this.bench = bench;
    this.scenario = scenario;
  }

  public void run() throws BackendException, IOException, RefusedException {
    bench.warmUp(scenario.warmUp());
    try (TimesWriter times = new TimesWriter(bench.outbox(), RunnerFiles.TIMES)) {
      time(times);
      bench.outbox().say(times.finish());
    }
  }

  private void time(TimesWriter times) throws BackendException, IOException, RefusedException {
    ReadyEngine engine = bench.engine();
    int queries = scenario.queries();
    SpreadMarks marks = SpreadMarks.queries(queries);
    StepReport pace = new StepReport(bench.outbox(), "timed", queries);
    long within = 0;
    long start = System.nanoTime();
    for (int query = 0; query < queries; query++) {
      long before = System.nanoTime();
      engine.ask(query);
      long after = System.nanoTime();
      times.add(after - before);
      within += after - before;
      if (marks.passes(query)) {
        bench.answers().keep(engine, query);
      }
      engine.forget();
      pace.tellWhenDue(after, query + 1L);
    }
    long all = System.nanoTime() - start;
    pace.tellAll();
    // What the loop itself costs beside the inferences that it times.
    bench.outbox().fact("loop.ns", (all - within) / queries);
  }
}
