package dev.gantry.runner.drive;

import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Scenario;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.ReadyEngine;
import dev.gantry.runner.wire.RunnerFiles;
import java.io.IOException;

/**
 * Queries at a fixed rate, each timed from when it was due: one that is answered late makes those
 * behind it late, as a camera does not wait, and none is left out.
 */
public final class PeriodicRound {
  /** As much time as a line to the host may take without making the next query late. */
  private static final long SLACK_NANOS = 2_000_000;

  private final ScenarioSetup bench;
  private final Scenario.Periodic scenario;

  public PeriodicRound(ScenarioSetup bench, Scenario.Periodic scenario) {
    this.bench = bench;
    this.scenario = scenario;
  }

  public void run() throws BackendException, IOException, RefusedException {
    bench.warmUp();
    DueTimes due = new DueTimes();
    try (TimesWriter times = new TimesWriter(bench.outbox(), RunnerFiles.TIMES)) {
      time(times, due);
      bench.outbox().say(times.finish());
    }
    bench.outbox().fact("periodic.wake-late-ns.max", due.latest());
    bench.outbox().fact("periodic.wake-late-ns.p99", due.late(0.99));
    bench.outbox().fact("periodic.overruns", due.overruns());
  }

  private void time(TimesWriter times, DueTimes due)
      throws BackendException, IOException, RefusedException {
    ReadyEngine engine = bench.engine();
    int queries = scenario.queries();
    long period = scenario.period().toNanos();
    SpreadMarks marks = SpreadMarks.queries(queries);
    StepReport pace = new StepReport(bench.outbox(), "periodic", queries);
    long start = System.nanoTime() + SLACK_NANOS;
    for (int query = 0; query < queries; query++) {
      long dueAt = start + query * period;
      due.await(dueAt);
      engine.ask(query);
      long answered = System.nanoTime();
      times.add(answered - dueAt);
      if (marks.passes(query)) {
        bench.answers().keep(engine, query);
      }
      engine.forget();
      if (pace.due(answered) && dueAt + period - answered > SLACK_NANOS) {
        pace.tell(answered, query + 1L);
      }
    }
    pace.tellAll();
  }
}
