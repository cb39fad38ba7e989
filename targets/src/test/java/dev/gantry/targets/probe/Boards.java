package dev.gantry.targets.probe;

import java.nio.file.Files;
import java.nio.file.Path;

/** The recorded boards of the tests. */
public final class Boards {
  private Boards() {}

  /** Where the sources lie: the tests of other rooms see these classes in a jar. */
  public static Path folder(String name) {
    Path folder = Path.of("..", "targets", "src", "test", "resources", "boards", name);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("no board was recorded as " + name);
    }
    return folder;
  }
}
