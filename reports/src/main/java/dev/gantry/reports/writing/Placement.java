package dev.gantry.reports.writing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The place of one report in a folder: it holds the old report or the new one, never half of one.
 */
public final class Placement {
  /** Stands in every folder that was placed, so that only a folder of ours is ever replaced. */
  static final String MARK = ".drawn-by-gantry";

  /** Behind the name of what does not hold any more. */
  public static final String WITHDRAWN = ".withdrawn";

  private final Path target;
  private final Path beside;
  private final Path aside;
  private final Path withdrawn;

  public Placement(Path out, String name) {
    String once = UUID.randomUUID().toString().substring(0, 8);
    this.target = out.resolve(name);
    this.beside = out.resolve("." + name + ".new-" + once);
    this.aside = out.resolve("." + name + ".old-" + once);
    this.withdrawn = out.resolve(name + WITHDRAWN);
  }

  /** What fills the path that it is given. */
  @FunctionalInterface
  public interface Filling {
    void fill(Path path) throws IOException;
  }

  /** Fills a path beside the place, then moves it there; on trouble the place stays as it was. */
  public Path fill(Filling filling) throws IOException {
    refuseForeignFolder();
    Files.createDirectories(beside.toAbsolutePath().getParent());
    try {
      filling.fill(beside);
      if (Files.isDirectory(beside, LinkOption.NOFOLLOW_LINKS)) {
        Files.writeString(beside.resolve(MARK), "Replaced whenever this release is drawn again.\n");
      }
      sync(beside);
      moveIntoPlace();
      delete(withdrawn);
      return target;
    } finally {
      delete(beside);
    }
  }

  /**
   * Empties the place: what stands there does not hold any more, and is only kept under a name that
   * says so. What was withdrawn first stays, until the place is filled again.
   */
  public void withdraw() throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    refuseForeignFolder();
    if (Files.exists(withdrawn, LinkOption.NOFOLLOW_LINKS)) {
      delete(target);
    } else {
      Files.move(target, withdrawn, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void refuseForeignFolder() throws IOException {
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)
        || Files.exists(target.resolve(MARK))) {
      return;
    }
    try (Stream<Path> inside = Files.list(target)) {
      if (inside.findAny().isPresent()) {
        throw new FileAlreadyExistsException(
            target.toString(),
            null,
            "this folder was not drawn by Gantry and would be replaced; move it away");
      }
    }
  }

  // A folder that is not empty cannot be replaced in one step: for a moment there is none.
  private void moveIntoPlace() throws IOException {
    boolean folder = Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS);
    if (folder) {
      Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (folder) {
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    delete(aside);
  }

  private static void sync(Path written) throws IOException {
    try (Stream<Path> files = Files.walk(written)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
  }

  /** Deletes a file or a folder with all in it, if it is there; links are removed, not followed. */
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException trouble)
              throws IOException {
            if (trouble != null) {
              throw trouble;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
