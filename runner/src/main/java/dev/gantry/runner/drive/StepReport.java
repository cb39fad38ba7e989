package dev.gantry.runner.drive;

import dev.gantry.runner.RunOutput;
import dev.gantry.runner.wire.RunnerLine;

/** Tells how far a run is, too seldom to disturb it. */
public final class StepReport {
  private static final long EVERY_NANOS = 500_000_000;

  private final RunOutput outbox;
  private final String what;
  private final long total;
  private long next = System.nanoTime() + EVERY_NANOS;

  public StepReport(RunOutput outbox, String what, long total) {
    this.outbox = outbox;
    this.what = what;
    this.total = total;
  }

  boolean due(long now) {
    return now - next >= 0;
  }

  void tell(long now, long done) {
    outbox.say(new RunnerLine.Step(Math.min(done, total), total, what));
    next = now + EVERY_NANOS;
  }

  public void tellWhenDue(long now, long done) {
    if (due(now)) {
      tell(now, done);
    }
  }

  void tellAll() {
    tell(next, total);
  }
}
