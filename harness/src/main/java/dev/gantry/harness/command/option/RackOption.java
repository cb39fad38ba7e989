package dev.gantry.harness.command.option;

import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RefusedException;
import dev.gantry.harness.log.RunLog;
import dev.gantry.harness.plan.RackReading;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * Finds the rack file: the one that {@code --rack} names, or the rack.yaml that lies beside the
 * release file or in the current folder.
 */
public final class RackOption {
  private static final String FILE = "rack.yaml";

  @Option(
      names = "--rack",
      paramLabel = "RACK",
      description = "the rack file (rack.yaml beside the release file if left out)")
  private @org.jspecify.annotations.Nullable Path rack;

  public Path beside(Path release) {
    return rack == null ? release.resolveSibling(FILE) : rack;
  }

  public Path here() {
    return rack == null ? Path.of(FILE) : rack;
  }

  /** For commands that need no release. The keys that it names stay out of the log. */
  public Rack read(RunLog log) throws RefusedException {
    Rack read = RackReading.read(here());
    log.hideKeysOf(read);
    return read;
  }
}
