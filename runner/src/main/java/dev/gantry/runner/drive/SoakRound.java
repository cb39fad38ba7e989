package dev.gantry.runner.drive;

import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Scenario;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.ReadyEngine;
import dev.gantry.runner.wire.RunnerFiles;
import java.io.IOException;

/**
 * Query after query for hours, in windows. A window is on the disk before the next begins, and one
 * whose last query is slow ends with it: no query is in two windows and no window is empty.
 */
public final class SoakRound {
  private final ScenarioSetup bench;
  private final Scenario.Soak scenario;
  private final int first;
  private final StepReport pace;
  private long query;
  private long within;

  public SoakRound(ScenarioSetup bench, Scenario.Soak scenario, int first) {
    this.bench = bench;
    this.scenario = scenario;
    this.first = first;
    this.pace = new StepReport(bench.outbox(), "soak, windows", scenario.windows());
  }

  public void run() throws BackendException, IOException, RefusedException {
    bench.warmUp();
    int last = scenario.windows();
    long window = scenario.window().toNanos();
    long start = System.nanoTime();
    SpreadMarks marks = SpreadMarks.times(start, window * (last - first + 1));
    long longestBreak = 0;
    for (int number = first; number <= last; number++) {
      long end = start + window * (number - first + 1);
      try (TimesWriter times = new TimesWriter(bench.outbox(), RunnerFiles.window(number))) {
        long ended = window(times, marks, number, end, number == last);
        bench.outbox().say(times.finish());
        bench.answers().tell();
        longestBreak = Math.max(longestBreak, System.nanoTime() - ended);
      }
    }
    pace.tellAll();
    long all = System.nanoTime() - start;
    bench.outbox().fact("loop.ns", (all - within) / query);
    bench.outbox().fact("soak.break-ns.max", longestBreak);
  }

  private long window(TimesWriter times, SpreadMarks marks, int number, long end, boolean last)
      throws BackendException, IOException, RefusedException {
    ReadyEngine engine = bench.engine();
    long now;
    do {
      long before = System.nanoTime();
      engine.ask(query);
      now = System.nanoTime();
      times.add(now - before);
      within += now - before;
      if (marks.passes(now) || (last && now - end >= 0)) {
        bench.answers().keep(engine, query);
      }
      engine.forget();
      query++;
      pace.tellWhenDue(now, number - 1L);
    } while (now - end < 0);
    return now;
  }
}
