package dev.gantry.harness.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happened under each fault, as a table for people. */
final class FaultTable {
  private static final Duration NEVER_LONGER = Duration.ofMinutes(4);

  private final List<Row> rows = new ArrayList<>();

  /** One fault, played. */
  record Row(
      Fault fault,
      int code,
      String said,
      Optional<Duration> noticed,
      Duration silence,
      Duration ended,
      Optional<Duration> free,
      List<String> flaws) {
    String verdict() {
      return switch (code) {
        case 0 -> "PASSED";
        case 1 -> "FAILED";
        case 2 -> "INCONCLUSIVE";
        default -> "exit " + code;
      };
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %s | %s | %s | %s | %s | %s |",
          fault.name(),
          fault.when(),
          said.replace("|", "/"),
          verdict(),
          seconds(noticed),
          seconds(Optional.of(silence)),
          seconds(Optional.of(ended)),
          seconds(free));
    }

    private static String seconds(Optional<Duration> time) {
      return time.map(span -> String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0))
          .orElse("-");
    }
  }

  /** Plays a fault to its end. Times count from the strike. */
  static Row play(Fault fault, Scene scene) throws IOException {
    fault.prepare().on(scene);
    scene.start();
    try {
      fault.moment().await(scene);
      long struck = System.nanoTime();
      fault.strike().on(scene);
      // A strike may end one harness and start the next.
      LabRun run = scene.run();
      boolean ended = run.ends(NEVER_LONGER);
      long over = System.nanoTime();
      run.keep(log(fault));
      if (!ended) {
        throw new IOException("the run hangs under '" + fault.name() + "': " + run.text());
      }
      Optional<LabRun.Line> told =
          fault.silent() ? Optional.empty() : run.says(fault.words(), struck);
      return new Row(
          fault,
          run.code(),
          told.map(line -> shortened(line.text())).orElse("-"),
          told.map(line -> Duration.ofNanos(line.nanos() - struck)),
          run.longestSilence(struck, over),
          Duration.ofNanos(over - struck),
          freeAfter(scene, struck),
          run.code() == 0 ? new Evidence(scene.out()).flaws() : List.of());
    } finally {
      scene.run().close();
    }
  }

  private static Path log(Fault fault) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "faults"));
    return folder.resolve(fault.title().replaceAll("[^A-Za-z0-9]+", "-") + ".log");
  }

  synchronized void add(Row row) {
    rows.add(row);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  String text() {
    StringBuilder text =
        new StringBuilder(
            """
            | fault | when | what the harness said | verdict | noticed | longest silence | run over | board free |
            |---|---|---|---|---|---|---|---|
            """);
    rows.forEach(row -> text.append(row.line()).append('\n'));
    return text.toString();
  }

  void write(Path file) throws IOException {
    Files.writeString(file, text());
  }

  /** A board that is off or cut off is asked for its lock all the same: its disk is here. */
  private static Optional<Duration> freeAfter(Scene scene, long struck) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() < end) {
      if (scene.board().free()) {
        return Optional.of(Duration.ofNanos(System.nanoTime() - struck));
      }
      scene.last(Duration.ofMillis(250));
    }
    return Optional.empty();
  }

  private static String shortened(String text) {
    String flat = text.replaceAll("\\s+", " ").strip();
    return flat.length() > 140 ? flat.substring(0, 140) + "…" : flat;
  }
}
