package dev.gantry.converter.store;

import dev.gantry.dossier.Digest;
import dev.gantry.files.AtomicFile;
import dev.gantry.files.FileDigest;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Files by their SHA-256. A file is whole or absent, also after a kill; what is there is checked.
 */
public final class ContentStore {
  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  private final Path folder;

  public ContentStore(Path folder) {
    this.folder = folder;
  }

  public Digest put(byte[] bytes) throws IOException {
    Digest digest = Digest.of(bytes);
    Path temporary = temporary();
    try {
      Files.write(temporary, bytes);
      move(temporary, path(digest));
      return digest;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  public Digest put(Path file) throws IOException {
    Path temporary = temporary();
    try {
      Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
      return take(temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * The same for a file that was made in {@link #temporary}: it is moved, and is gone from there.
   */
  public Digest take(Path temporary) throws IOException {
    Digest digest = FileDigest.of(temporary);
    move(temporary, path(digest));
    return digest;
  }

  /** Where the bytes of this name lie, unread: for those that were put just now. */
  public Path path(Digest digest) {
    return folder.resolve("sha256").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  /** Absent where the bytes no longer match their name: the damaged file is removed. */
  public Optional<Path> find(Digest digest) throws IOException {
    Path file = path(digest);
    try {
      if (FileDigest.of(file).equals(digest)) {
        return Optional.of(file);
      }
    } catch (NoSuchFileException e) {
      // Never put, or another finder has just removed the damaged file.
      return Optional.empty();
    }
    Files.deleteIfExists(file);
    return Optional.empty();
  }

  /** A fresh file on the same file system, for bytes that are still being made. */
  public Path temporary() throws IOException {
    return Files.createTempFile(Files.createDirectories(folder.resolve("tmp")), "part", "");
  }

  /** What kills left half made; young files may belong to someone who is still at work. */
  public void sweep(Instant now) throws IOException {
    Path half = folder.resolve("tmp");
    if (!Files.isDirectory(half)) {
      return;
    }
    FileTime old = FileTime.from(now.minus(LEFT_BEHIND));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(half)) {
      for (Path file : files) {
        sweep(file, old);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void sweep(Path file, FileTime old) throws IOException {
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.getLastModifiedTime(file).compareTo(old) < 0) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Its owner was done with it just now.
    }
  }

  /** Over whatever is there: the same bytes, or damaged ones. */
  private static void move(Path temporary, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    AtomicFile.publish(temporary, target);
  }
}
