package dev.gantry.targets.probe;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** The recorded boards of the tests. */
public final class Boards {
  private Boards() {}

  public static Path folder(String name) {
    URL place =
        Objects.requireNonNull(Boards.class.getResource("/boards/" + name + "/SOURCE.md"), name);
    try {
      return Objects.requireNonNull(Path.of(place.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
