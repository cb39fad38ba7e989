package dev.gantry.harness.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which rack: the one named, or the rack.yaml that lies beside. */
final class RackOption {
  private static final String FILE = "rack.yaml";

  @Option(
      names = "--rack",
      paramLabel = "RACK",
      description = "the rack file (rack.yaml beside the release file if left out)")
  private @org.jspecify.annotations.Nullable Path rack;

  Path beside(Path release) {
    return rack == null ? release.resolveSibling(FILE) : rack;
  }

  Path here() {
    return rack == null ? Path.of(FILE) : rack;
  }
}
