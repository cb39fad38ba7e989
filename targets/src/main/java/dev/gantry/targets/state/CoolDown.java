package dev.gantry.targets.state;

import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.command.CommandShell;
import dev.gantry.targets.probe.BoardFact;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Waits, but not for ever, until a board is cool enough to begin. */
record CoolDown(
    Duration longest, Duration every, BooleanSupplier cancelled, Consumer<Progress> progress) {
  private static final Duration STEP = Duration.ofMillis(100);

  /** What was waited for, in words; nothing where the board was cool, or says no temperature. */
  Optional<String> await(CommandShell shell, double most, StateFacts first) throws RigException {
    OptionalDouble start = first.number(BoardFact.TEMPERATURE_MAX);
    if (start.isEmpty() || start.getAsDouble() <= most) {
      return Optional.empty();
    }
    long began = System.nanoTime();
    double now = start.getAsDouble();
    while (now > most && elapsed(began).compareTo(longest) < 0) {
      progress.accept(
          new Progress(
              Progress.Stage.VISIT,
              shell.board(),
              "cools down: " + now + " C, until " + most + " C",
              elapsed(began).toSeconds(),
              longest.toSeconds()));
      pause();
      OptionalDouble next =
          new StateFacts(StateObserver.observe(shell)).number(BoardFact.TEMPERATURE_MAX);
      if (next.isEmpty()) {
        return Optional.of(
            "waited for the board to cool down, and it stopped saying how warm it is");
      }
      now = next.getAsDouble();
    }
    return Optional.of(
        "waited "
            + elapsed(began).toSeconds()
            + " s for the board to cool down from "
            + start.getAsDouble()
            + " C to "
            + now
            + " C");
  }

  private void pause() {
    long end = System.nanoTime() + every.toNanos();
    do {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      try {
        TimeUnit.NANOSECONDS.sleep(Math.min(STEP.toNanos(), every.toNanos()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException();
      }
    } while (System.nanoTime() < end);
  }

  private static Duration elapsed(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
