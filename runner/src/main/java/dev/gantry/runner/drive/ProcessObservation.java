package dev.gantry.runner.drive;

import dev.gantry.runner.RunOutput;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells what the board and the process look like from inside, so that a number can be doubted
 * later.
 */
public final class ProcessObservation {
  private final long wallStart = System.currentTimeMillis();
  private final long clockStart = System.nanoTime();

  public static void environment(RunOutput outbox) {
    outbox.fact("java.version", System.getProperty("java.version", "-"));
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    if (load >= 0) {
      outbox.fact("load.average", load);
    }
  }

  /** A wall clock that runs away from the steady one was set meanwhile: times are then in doubt. */
  public void clock(RunOutput outbox) {
    long wall = System.currentTimeMillis() - wallStart;
    long steady = (System.nanoTime() - clockStart) / 1_000_000;
    outbox.fact("clock.drift-ms", wall - steady);
  }

  /** Says nothing where the system does not tell: unknown is not zero. */
  public static void peakMemory(RunOutput outbox) {
    status("VmHWM:").ifPresent(kib -> outbox.fact("memory.peak-kib", kib));
  }

  public static Resident resident() {
    return new Resident(status("VmRSS:"));
  }

  /** The memory of the process at a moment, where the system tells it, in KiB. */
  public record Resident(Optional<String> kib) {
    /** What came to it since. */
    public Optional<Long> growth() {
      return kib.flatMap(
              before -> resident().kib().map(now -> Long.parseLong(now) - Long.parseLong(before)))
          .filter(growth -> growth >= 0);
    }
  }

  private static Optional<String> status(String key) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(key.length()).replace("kB", "").strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
