package dev.gantry.runner.drive;

import java.util.concurrent.locks.LockSupport;

/** Waits for the moments when queries are due, and knows how late it woke. */
public final class DueTimes {
  /**
   * A parked thread wakes some tens of microseconds late; the rest is spent awake. At 30 Hz that is
   * half a percent of a core.
   */
  private static final long AWAKE_NANOS = 150_000;

  /** Sixteen steps to each power of two: within a sixteenth of the truth, in a few KiB. */
  private static final int STEPS = 16;

  private final long[] counts = new long[64 * STEPS];
  private long waits;
  private long latest;
  private long overruns;

  /** Returns at once where the moment is over. */
  public void await(long moment) {
    long left = moment - System.nanoTime();
    if (left <= 0) {
      overruns++;
      return;
    }
    while (left > AWAKE_NANOS) {
      LockSupport.parkNanos(left - AWAKE_NANOS);
      left = moment - System.nanoTime();
    }
    while (left > 0) {
      Thread.onSpinWait();
      left = moment - System.nanoTime();
    }
    woke(-left);
  }

  public void woke(long late) {
    waits++;
    latest = Math.max(latest, late);
    counts[step(late)]++;
  }

  /** How many queries were due before the one before them was answered. */
  public long overruns() {
    return overruns;
  }

  public long latest() {
    return latest;
  }

  /** As late as this, or less, for that share of all waits. */
  public long late(double share) {
    long rank = (long) Math.ceil(share * waits);
    long seen = 0;
    for (int step = 0; step < counts.length; step++) {
      seen += counts[step];
      if (seen >= rank) {
        return Math.min(latest, top(step));
      }
    }
    return latest;
  }

  private static int step(long value) {
    if (value < STEPS) {
      return (int) value;
    }
    int power = 63 - Long.numberOfLeadingZeros(value);
    return (power - 3) * STEPS + (int) (value >>> (power - 4)) - STEPS;
  }

  private static long top(int step) {
    if (step < STEPS) {
      return step;
    }
    int power = step / STEPS + 3;
    return ((long) (step % STEPS + STEPS + 1) << (power - 4)) - 1;
  }
}
