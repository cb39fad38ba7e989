package dev.gantry.inference;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Waits for native code no longer than it may take, or until someone calls a halt. Native code
 * cannot be interrupted: it is told to end where it can be told, and left behind on its thread
 * where it does not listen. What it reads and writes must then never be freed.
 */
public final class BoundedCall {
  private static final long LOOK_UP_MS = 50;
  private static final String CANCELLED = "nothing half-made is left";

  /** How long native code that was told to end may take to do so. */
  private static final long GRACE_MS = 500;

  /** Threads that native code was left behind on must not keep the program alive. */
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "native-call");
            thread.setDaemon(true);
            return thread;
          });

  private final Duration longest;
  private final BooleanSupplier cancelled;
  private final Runnable end;

  /**
   * @param end tells the native code to end, from another thread; nothing where it cannot be told
   */
  public BoundedCall(Duration longest, BooleanSupplier cancelled, Runnable end) {
    this.longest = longest;
    this.cancelled = cancelled;
    this.end = end;
  }

  /** The work that is called and waited for. */
  public interface Work<T, E extends Exception> {
    T call() throws E;
  }

  /**
   * What the work gives, or throws.
   *
   * @throws TimeoutException where it took longer than it may
   * @throws CancellationException where someone called a halt
   */
  public <T, E extends Exception> T of(Work<T, E> work) throws E, TimeoutException {
    Future<T> running = THREADS.submit(work::call);
    long start = System.nanoTime();
    try {
      while (true) {
        try {
          return running.get(LOOK_UP_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (cancelled.getAsBoolean()) {
            end(running);
            throw new CancellationException(CANCELLED);
          }
          if (System.nanoTime() - start >= longest.toNanos()) {
            end(running);
            throw e;
          }
        }
      }
    } catch (InterruptedException e) {
      end.run();
      Thread.currentThread().interrupt();
      throw new CancellationException(CANCELLED);
    } catch (ExecutionException e) {
      Throwable cause = checkedOf(e);
      @SuppressWarnings("unchecked") // The work throws nothing else that is checked.
      E checked = (E) cause;
      throw checked;
    }
  }

  /** However it ends now, its answer comes too late. */
  private void end(Future<?> running) throws InterruptedException {
    end.run();
    try {
      running.get(GRACE_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Ended as told, or left behind.
    }
  }

  /** What is checked comes back; all else is thrown on. */
  private static Throwable checkedOf(ExecutionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause;
  }
}
