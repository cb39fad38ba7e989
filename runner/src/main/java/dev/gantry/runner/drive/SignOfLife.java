package dev.gantry.runner.drive;

import dev.gantry.runner.wire.RunnerLine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells the host every few seconds that this process still runs, however long one inference takes.
 */
public final class SignOfLife {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Consumer<String> wire;

  public SignOfLife(Consumer<String> wire) {
    this.wire = wire;
  }

  public void start() {
    Thread thread = new Thread(this::speak, "sign-of-life");
    thread.setDaemon(true);
    thread.start();
  }

  private void speak() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
        wire.accept(new RunnerLine.Alive().write());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
