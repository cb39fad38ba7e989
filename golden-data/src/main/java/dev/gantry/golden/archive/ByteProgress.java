package dev.gantry.golden.archive;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Tells how many bytes are done, and stops the work where nobody wants it any more. */
final class ByteProgress {
  private final LongConsumer progress;
  private final BooleanSupplier cancelled;
  private long done;

  ByteProgress(LongConsumer progress, BooleanSupplier cancelled) {
    this.progress = progress;
    this.cancelled = cancelled;
  }

  void done(long bytes) {
    done += bytes;
    progress.accept(done);
    requireWanted();
  }

  void requireWanted() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("nothing half-made is left");
    }
  }
}
