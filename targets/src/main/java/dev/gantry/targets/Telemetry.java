package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.targets.link.Completed;
import java.util.List;
import java.util.Optional;

/**
 * The account of a file that no runner accounts for: the board is asked for its digest and size.
 */
final class Telemetry {
  private Telemetry() {}

  static Optional<RunnerLine.Wrote> read(String name, Completed said) {
    List<String> lines = said.lines();
    if (!said.ok() || lines.size() < 2) {
      return Optional.empty();
    }
    String hash = lines.get(lines.size() - 2).split(" ", 2)[0];
    String size = lines.get(lines.size() - 1).strip();
    if (!hash.matches("[0-9a-f]{64}") || !size.matches("[0-9]{1,15}")) {
      return Optional.empty();
    }
    return Optional.of(
        new RunnerLine.Wrote(name, new Digest(hash), new ByteCount(Long.parseLong(size))));
  }
}
