package dev.gantry.settings.tree;

import java.nio.file.Path;

/**
 * Resolves the paths in a file: from the folder of the file, or from home for those with a tilde.
 */
public record BaseFolder(Path folder, Path home) {
  public static BaseFolder of(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path home = Path.of(System.getProperty("user.home", "."));
    return new BaseFolder(folder == null ? file.toAbsolutePath() : folder, home);
  }

  /** The file that a path names, absolute and without detours. */
  public Path resolve(Path written) {
    if (written.startsWith("~")) {
      Path rest =
          written.getNameCount() == 1 ? Path.of("") : written.subpath(1, written.getNameCount());
      return home.resolve(rest).toAbsolutePath().normalize();
    }
    return folder.resolve(written).toAbsolutePath().normalize();
  }
}
