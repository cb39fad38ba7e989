package dev.gantry.targets;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.targets.link.SshDestination;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Holds what it takes to visit a board: where to connect to, the archive of a Java runtime where
 * the board has none, and what builds and runs engines there.
 */
public record BoardAccess(
    SshDestination destination,
    Optional<Path> jre,
    Backend backend,
    Optional<TensorrtSetup> tensorrt) {
  public BoardAccess(SshDestination destination, Optional<Path> jre) {
    this(destination, jre, Backend.ONNXRUNTIME, Optional.empty());
  }

  public static BoardAccess at(SshDestination destination) {
    return new BoardAccess(destination, Optional.empty());
  }

  public String board() {
    return destination.board();
  }
}
