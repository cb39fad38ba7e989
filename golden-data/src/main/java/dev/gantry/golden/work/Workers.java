package dev.gantry.golden.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** So many threads that work through numbered tasks, until all are done or someone says stop. */
public record Workers(int threads, BooleanSupplier cancelled) {
  private static final String CANCELLED = "nothing half-made is left";

  /** One task, by its number. */
  public interface Task {
    void at(int index) throws IOException;
  }

  public static Workers onAllCores(BooleanSupplier cancelled) {
    return new Workers(Runtime.getRuntime().availableProcessors(), cancelled);
  }

  public void each(int count, Task task) throws IOException {
    AtomicInteger next = new AtomicInteger();
    Callable<Void> work =
        () -> {
          try {
            for (int index = next.getAndIncrement();
                index < count;
                index = next.getAndIncrement()) {
              if (cancelled.getAsBoolean()) {
                throw new CancellationException(CANCELLED);
              }
              task.at(index);
            }
            return null;
          } finally {
            // The others have nothing left to do, whether all is done or this one failed.
            next.set(count);
          }
        };
    int wanted = Math.max(1, Math.min(threads, count));
    ExecutorService pool = Executors.newFixedThreadPool(wanted);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int worker = 0; worker < wanted; worker++) {
        running.add(pool.submit(work));
      }
      for (Future<Void> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw rethrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(CANCELLED);
    } finally {
      await(pool);
    }
  }

  /** What is at work still reads files that the caller may be about to remove. */
  private static void await(ExecutorService pool) {
    pool.shutdown();
    try {
      pool.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException rethrown(ExecutionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException(cause);
  }
}
