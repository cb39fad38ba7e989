package dev.gantry.harness.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits until a person presses Enter or calls a halt, a time is over, or there is no more reason.
 */
public record WaitForEnter(InputStream input, BooleanSupplier cancelled, Optional<Duration> limit) {
  private static final long LOOK_UP_MS = 200;

  public void keep(BooleanSupplier reason) {
    CountDownLatch enter = new CountDownLatch(1);
    Thread listener = new Thread(() -> listen(enter), "enter");
    listener.setDaemon(true);
    listener.start();
    long begin = System.nanoTime();
    try {
      while (!cancelled.getAsBoolean() && reason.getAsBoolean() && !over(begin)) {
        if (enter.await(LOOK_UP_MS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  private boolean over(long begin) {
    return limit.isPresent() && System.nanoTime() - begin >= limit.get().toNanos();
  }

  /** Input that is closed is nobody who pressed Enter: in a pipeline it always is. */
  private void listen(CountDownLatch enter) {
    try {
      for (int letter = input.read(); letter >= 0; letter = input.read()) {
        if (letter == '\n') {
          enter.countDown();
          return;
        }
      }
    } catch (IOException e) {
      // As good as closed.
    }
  }
}
