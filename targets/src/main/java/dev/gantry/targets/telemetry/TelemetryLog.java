package dev.gantry.targets.telemetry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holds what the watching script wrote, every line as it came. */
public record TelemetryLog(List<String> lines) {
  /** Days of watching; more would be no log of ours and not fit into memory. */
  private static final long LARGEST = 256L << 20;

  private static final int LONGEST_LINE = 8192;
  private static final Pattern PREFIX =
      Pattern.compile("(at|tegra|who|begin) (\\d{1,10}(?:\\.\\d{1,6})?) (.*)");
  private static final Pattern OTHERS = Pattern.compile("(\\d{1,6}) (\\d{1,6}) (.*)");

  public TelemetryLog {
    lines = List.copyOf(lines);
  }

  /** Whatever stands in the file; only one that cannot be a log of ours is refused. */
  public static TelemetryLog read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > LARGEST) {
      throw new IOException(
          "is " + (size >> 20) + " MiB large; what is watched in days is below 256 MiB");
    }
    List<String> lines = new ArrayList<>();
    // The bytes of a torn line must not keep the others from being read.
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          lines.add(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line);
        }
      }
    }
    return new TelemetryLog(lines);
  }

  public Stream<TelemetrySample> samples() {
    return lines.stream().map(TelemetryLog::sample);
  }

  public TelemetrySummary summary() {
    TelemetryTally tally = new TelemetryTally();
    samples().forEachOrdered(tally::add);
    return tally.summary();
  }

  /** Lines of tegrastats itself, without our prefix, are read as well. */
  static TelemetrySample sample(String line) {
    LineReadings readings = new LineReadings();
    Matcher prefix = PREFIX.matcher(line);
    if (!prefix.matches()) {
      TegrastatsLine.read(line, readings);
      return new TelemetrySample(line, OptionalDouble.empty(), readings.taken(), readings.absurd());
    }
    String rest = prefix.group(3);
    switch (prefix.group(1)) {
      case "tegra" -> TegrastatsLine.read(rest, readings);
      case "who" -> {
        Matcher others = OTHERS.matcher(rest);
        if (others.matches()) {
          readings.count("others.percent", Double.parseDouble(others.group(1)));
          readings.count("others.seconds", Double.parseDouble(others.group(2)));
        }
      }
      default -> KernelLine.read(rest, readings);
    }
    return new TelemetrySample(
        line,
        OptionalDouble.of(Double.parseDouble(prefix.group(2))),
        readings.taken(),
        readings.absurd());
  }
}
