package dev.gantry.harness.lab;

import dev.gantry.harness.Bench;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One {@code gantry run} in a process of its own, and when it said what. */
final class LabRun implements AutoCloseable {
  private final Process process;
  private final Thread reader;
  private final List<Line> lines = new CopyOnWriteArrayList<>();

  /** A line of either stream, and when it came. */
  record Line(long nanos, String text) {}

  private LabRun(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "lab-run");
    reader.setDaemon(true);
    reader.start();
  }

  static LabRun gantry(Path home, Object... words) throws IOException {
    ProcessBuilder builder = Bench.program(home, words).redirectErrorStream(true);
    // Whoever watches a run here wants each step of it.
    builder.command().add("--verbose");
    return new LabRun(builder.start());
  }

  void signal(String signal) throws IOException {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
  }

  boolean ends(Duration within) {
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      reader.join(TimeUnit.SECONDS.toMillis(5));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  int code() {
    return process.exitValue();
  }

  /** The first line from then on that speaks of it. */
  Optional<Line> says(Pattern words, long sinceNanos) {
    return lines.stream()
        .filter(line -> line.nanos() >= sinceNanos && words.matcher(line.text()).find())
        .findFirst();
  }

  /** The longest time without a word, from then on to the end. */
  Duration longestSilence(long sinceNanos, long endNanos) {
    long longest = 0;
    long last = sinceNanos;
    for (Line line : lines) {
      if (line.nanos() > last) {
        longest = Math.max(longest, line.nanos() - last);
        last = line.nanos();
      }
    }
    return Duration.ofNanos(Math.max(longest, endNanos - last));
  }

  String text() {
    return String.join("\n", lines.stream().map(Line::text).toList());
  }

  void keep(Path file) throws IOException {
    Files.writeString(file, text());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader text = process.inputReader()) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        // What the SSH library says is no word of ours.
        if (!line.contains("] JSch: ")) {
          lines.add(new Line(System.nanoTime(), line));
        }
      }
    } catch (IOException e) {
      // It ended in the middle of a line.
    }
  }
}
