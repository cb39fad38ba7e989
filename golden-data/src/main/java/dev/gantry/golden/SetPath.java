package dev.gantry.golden;

import dev.gantry.dossier.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The rule that a set speaks only of files inside itself. */
final class SetPath {
  private final Path home;
  private final Map<Path, Boolean> outside = new ConcurrentHashMap<>();

  SetPath(Path folder) {
    // Absolute: "." is where people stand, and normalises to a path that nothing starts with.
    this.home = folder.toAbsolutePath().normalize();
  }

  /**
   * What is wrong with a name, before anything is read; links are followed as far as they exist.
   */
  Optional<Problem> objection(String manifest, String name) {
    try {
      Path file = home.resolve(name).normalize();
      if (Path.of(name).isAbsolute() || !file.startsWith(home) || file.equals(home)) {
        return Optional.of(
            Problem.in(manifest, "'" + name + "' leads out of the set", "name files inside it"));
      }
      return seen(manifest, name, file);
    } catch (InvalidPathException e) {
      return Optional.of(
          Problem.in(manifest, "'" + name + "' is no name of a file", "rename the file"));
    }
  }

  private Optional<Problem> seen(String manifest, String name, Path file) {
    // As it will be read: what stands before '..' may be a link to elsewhere.
    Path read = home.resolve(name);
    Optional<BasicFileAttributes> kind = kind(read);
    boolean link = kind.filter(BasicFileAttributes::isSymbolicLink).isPresent();
    // The folders above a file are followed once for all the files in them.
    Path above = Objects.requireNonNullElse(read.getParent(), home);
    if (link ? leadsOut(read) : outside.computeIfAbsent(above, this::leadsOut)) {
      return Optional.of(
          Problem.in(manifest, "'" + name + "' is a link out of the set", "copy the file into it"));
    }
    // Reading from a pipe may never end.
    boolean other = link ? isOther(file) : kind.filter(BasicFileAttributes::isOther).isPresent();
    return other
        ? Optional.of(
            Problem.in(
                manifest, "'" + name + "' is a pipe or a device, not a file", "copy what it gave"))
        : Optional.empty();
  }

  /** Empty where nothing is there, which is told when it is read. */
  private static Optional<BasicFileAttributes> kind(Path file) {
    try {
      return Optional.of(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isOther(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  private boolean leadsOut(Path file) {
    try {
      return !file.toRealPath().startsWith(home.toRealPath());
    } catch (IOException e) {
      // It is not there, which is told when it is read.
      return false;
    }
  }
}
