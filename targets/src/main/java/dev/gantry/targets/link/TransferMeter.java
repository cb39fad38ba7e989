package dev.gantry.targets.link;

import com.jcraft.jsch.SftpProgressMonitor;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Counts what a transfer has moved; keeps its watchdog quiet and tells it to stop. */
final class TransferMeter implements SftpProgressMonitor {
  private final LongConsumer progress;
  private final BooleanSupplier cancelled;
  private final StallWatchdog watchdog;
  private long done;
  private boolean stopped;

  TransferMeter(LongConsumer progress, BooleanSupplier cancelled, StallWatchdog watchdog) {
    this.progress = progress;
    this.cancelled = cancelled;
    this.watchdog = watchdog;
  }

  synchronized long done() {
    return done;
  }

  synchronized boolean cancelled() {
    return stopped;
  }

  @Override
  public void init(int direction, String from, String to, long most) {}

  @Override
  public synchronized boolean count(long bytes) {
    done += bytes;
    watchdog.moved();
    progress.accept(done);
    stopped = stopped || cancelled.getAsBoolean();
    return !stopped;
  }

  @Override
  public void end() {}
}
