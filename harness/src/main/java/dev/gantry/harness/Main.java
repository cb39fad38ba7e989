package dev.gantry.harness;

import dev.gantry.harness.command.Gantry;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.walk.Workshop;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts Gantry as a program. */
public final class Main {
  /** How long a cancelled run may take to stop its boards and give back its leases. */
  private static final int CLEAN_UP_SECONDS = 15;

  private Main() {}

  public static void main(String[] words) {
    AtomicBoolean cancelled = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> halt(cancelled, ended), "halt"));
    int code =
        Gantry.run(
            new Gantry.Setting(
                Console.system(System.getenv()),
                Workshop.of(System.getenv()),
                Clock.systemUTC(),
                cancelled::get),
            words);
    ended.countDown();
    System.exit(code);
  }

  private static void halt(AtomicBoolean cancelled, CountDownLatch ended) {
    cancelled.set(true);
    try {
      if (!ended.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
