package dev.gantry.harness;

import dev.gantry.harness.command.GantryCommand;
import dev.gantry.harness.command.text.ExitCode;
import dev.gantry.harness.log.LibraryLog;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.walk.GantryHome;
import java.nio.file.InvalidPathException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts Gantry as a program. */
public final class Main {
  /** How long a cancelled run may take to stop its boards and give back its leases. */
  private static final long BOARDS_MS = 11_000;

  /** How long anything else may take, be it in native code that does not listen. */
  private static final long NO_BOARDS_MS = 1_500;

  private Main() {}

  public static void main(String[] words) {
    AtomicBoolean cancelled = new AtomicBoolean();
    AtomicInteger code = new AtomicInteger(ExitCode.CANCELLED.number());
    CountDownLatch ended = new CountDownLatch(1);
    Console console = Console.system(System.getenv());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> halt(console, GantryCommand.visitsBoards(words), cancelled, ended, code),
                "halt"));
    try {
      GantryCommand.Setting setting =
          new GantryCommand.Setting(
              console, GantryHome.of(System.getenv()), Clock.systemUTC(), cancelled::get);
      LibraryLog.into(setting.log());
      code.set(GantryCommand.run(setting, words));
    } catch (InvalidPathException e) {
      console.trouble("GANTRY_HOME is not a path this system can name: " + e.getMessage());
      code.set(ExitCode.REFUSED.number());
    } finally {
      ended.countDown();
    }
    System.exit(code.get());
  }

  /** However the end came (signals have codes of their own), a pipeline reads ours. */
  private static void halt(
      Console console,
      boolean boards,
      AtomicBoolean cancelled,
      CountDownLatch ended,
      AtomicInteger code) {
    if (ended.getCount() == 0) {
      // No signal: the code is ours already, and libraries have temporary files to remove.
      return;
    }
    cancelled.set(true);
    try {
      if (!ended.await(boards ? BOARDS_MS : NO_BOARDS_MS, TimeUnit.MILLISECONDS)) {
        console.trouble("cancelled; what did not end by itself was left behind");
        code.set(ExitCode.CANCELLED.number());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    console.leave();
    Runtime.getRuntime().halt(code.get());
  }
}
