package dev.gantry.targets.link;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends work in which nothing moved for too long, for a blocked thread cannot end itself. */
final class StallWatchdog implements AutoCloseable {
  private final long patience;
  private final Runnable end;
  private final Future<?> rounds;
  private long looked = System.nanoTime();
  private volatile long moved = looked;
  private volatile boolean barked;

  StallWatchdog(ScheduledExecutorService clock, Duration patience, Runnable end) {
    this.patience = patience.toNanos();
    this.end = end;
    long round = Math.max(1, this.patience / 20);
    this.rounds = clock.scheduleWithFixedDelay(this::look, round, round, TimeUnit.NANOSECONDS);
  }

  void moved() {
    moved = System.nanoTime();
  }

  boolean barked() {
    return barked;
  }

  @Override
  public void close() {
    rounds.cancel(false);
  }

  private void look() {
    long now = System.nanoTime();
    if (now - looked > patience / 2) {
      // We ourselves were stopped, or this computer slept: the other side is not to blame.
      moved = now;
    }
    looked = now;
    if (!barked && now - moved > patience) {
      barked = true;
      end.run();
    }
  }
}
