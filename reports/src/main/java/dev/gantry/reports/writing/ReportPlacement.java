package dev.gantry.reports.writing;

import dev.gantry.files.AtomicFile;
import dev.gantry.files.FileTrees;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The place of one report in a folder: it holds the old report or the new one, never half of one.
 */
public final class ReportPlacement {
  /** Stands in every folder that was placed, so that only a folder of ours is ever replaced. */
  static final String MARK = ".drawn-by-gantry";

  /** Behind the name of what does not hold any more. */
  public static final String WITHDRAWN = ".withdrawn";

  private final Path target;
  private final Path beside;
  private final Path aside;
  private final Path withdrawn;

  public ReportPlacement(Path out, String name) {
    String once = UUID.randomUUID().toString().substring(0, 8);
    this.target = out.resolve(name);
    this.beside = out.resolve("." + name + ".new-" + once);
    this.aside = out.resolve("." + name + ".old-" + once);
    this.withdrawn = out.resolve(name + WITHDRAWN);
  }

  /** Writes a report to the path that it is given. */
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
      FileTrees.sync(beside);
      moveIntoPlace();
      FileTrees.delete(withdrawn);
      return target;
    } finally {
      FileTrees.delete(beside);
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
      FileTrees.delete(target);
    } else {
      AtomicFile.place(target, withdrawn);
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
      AtomicFile.place(target, aside);
    }
    try {
      AtomicFile.place(beside, target);
    } catch (IOException e) {
      if (folder) {
        AtomicFile.place(aside, target);
      }
      throw e;
    }
    FileTrees.delete(aside);
  }
}
