package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.runner.wire.RunnerLine;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The account of a file that no runner accounts for: the board tells its digest and size with the
 * end of the job.
 */
final class TelemetryAccount {
  /** The file of a job's folder in which the board was watched meanwhile. */
  static final String FILE = "telemetry";

  private static final Pattern TOLD = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,15})");

  private TelemetryAccount() {}

  static Optional<RunnerLine.Wrote> read(String told) {
    Matcher words = TOLD.matcher(told);
    return words.matches()
        ? Optional.of(
            new RunnerLine.Wrote(
                FILE, new Digest(words.group(1)), new ByteCount(Long.parseLong(words.group(2)))))
        : Optional.empty();
  }
}
