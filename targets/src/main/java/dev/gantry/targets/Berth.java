package dev.gantry.targets;

import dev.gantry.targets.link.Door;
import java.nio.file.Path;
import java.util.Optional;

/** A board to visit: its door, and the archive of a Java runtime where the board has none. */
public record Berth(Door door, Optional<Path> jre) {
  public static Berth at(Door door) {
    return new Berth(door, Optional.empty());
  }

  public String board() {
    return door.board();
  }
}
