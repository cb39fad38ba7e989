package dev.gantry.targets;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.targets.link.Door;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A board to visit: its door, the archive of a Java runtime where the board has none, and what
 * builds and runs engines there.
 */
public record Berth(
    Door door, Optional<Path> jre, Backend backend, Optional<TensorrtSetup> tensorrt) {
  public Berth(Door door, Optional<Path> jre) {
    this(door, jre, Backend.ONNXRUNTIME, Optional.empty());
  }

  public static Berth at(Door door) {
    return new Berth(door, Optional.empty());
  }

  public String board() {
    return door.board();
  }
}
