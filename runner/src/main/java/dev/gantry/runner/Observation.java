package dev.gantry.runner;

import dev.gantry.runner.wire.RunnerLine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What the board and the process look like from inside, so that a number can be doubted later. */
final class Observation {
  private final long wallStart = System.currentTimeMillis();
  private final long clockStart = System.nanoTime();

  static void environment(Consumer<RunnerLine> out) {
    out.accept(new RunnerLine.Fact("onnxruntime.version", OrtProcess.version()));
    out.accept(new RunnerLine.Fact("java.version", System.getProperty("java.version", "-")));
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    if (load >= 0) {
      out.accept(new RunnerLine.Fact("load.average", String.valueOf(load)));
    }
  }

  /** A wall clock that runs away from the steady one was set meanwhile: times are then in doubt. */
  void clock(Consumer<RunnerLine> out) {
    long wall = System.currentTimeMillis() - wallStart;
    long steady = (System.nanoTime() - clockStart) / 1_000_000;
    out.accept(new RunnerLine.Fact("clock.drift-ms", String.valueOf(wall - steady)));
  }

  /** Says nothing where the system does not tell: unknown is not zero. */
  static void peakMemory(Consumer<RunnerLine> out) {
    status("VmHWM:").ifPresent(kib -> out.accept(new RunnerLine.Fact("memory.peak-kib", kib)));
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
