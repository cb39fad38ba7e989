package dev.gantry.runner.drive;

import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Scenario;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.ReadyEngine;
import dev.gantry.runner.wire.RunnerFiles;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Batch after batch, as fast as it goes; the batch in which the time is over is the last. */
public final class OfflineRound {
  private final ScenarioSetup bench;
  private final Scenario.Offline scenario;

  public OfflineRound(ScenarioSetup bench, Scenario.Offline scenario) {
    this.bench = bench;
    this.scenario = scenario;
  }

  public void run() throws BackendException, IOException, RefusedException {
    bench.warmUp();
    try (TimesWriter times = new TimesWriter(bench.outbox(), RunnerFiles.TIMES)) {
      time(times);
      bench.outbox().say(times.finish());
    }
    bench.outbox().fact("offline.batch", bench.engine().batch());
  }

  private void time(TimesWriter times) throws BackendException, IOException, RefusedException {
    ReadyEngine engine = bench.engine();
    long length = scenario.length().toNanos();
    StepReport pace =
        new StepReport(bench.outbox(), "offline, seconds", Math.max(1, seconds(length)));
    long start = System.nanoTime();
    SpreadMarks marks = SpreadMarks.times(start, length);
    long passed = 0;
    for (long batch = 0; passed < length; batch++) {
      engine.ask(batch);
      long now = System.nanoTime();
      passed = now - start;
      times.add(passed);
      if (marks.passes(now) || passed >= length) {
        bench.answers().keep(engine, batch);
      }
      engine.forget();
      pace.tellWhenDue(now, seconds(passed));
    }
    pace.tellAll();
  }

  private static long seconds(long nanoseconds) {
    return TimeUnit.NANOSECONDS.toSeconds(nanoseconds);
  }
}
