package dev.gantry.golden;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that appears whole or not at all: made under a hidden name beside its place, and moved
 * there when all is done. What a kill left of an earlier one is cleared away.
 */
final class FreshFolder implements AutoCloseable {
  private final Path place;
  private final Path making;
  private final Path lockFile;
  private final FileChannel lock;

  private FreshFolder(Path place, Path making, Path lockFile, FileChannel lock) {
    this.place = place;
    this.making = making;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  static FreshFolder at(Path folder) throws RefusedException, IOException {
    Path place = folder.toAbsolutePath().normalize();
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedException(
          Problem.in(folder.toString(), "is there already", "name a new folder, or remove it"));
    }
    Path above = place.getParent();
    if (above == null) {
      throw new RefusedException(
          Problem.in(folder.toString(), "cannot be a new folder", "name another"));
    }
    Files.createDirectories(above);
    String name = "." + place.getFileName() + ".part";
    Path lockFile = above.resolve(name + ".lock");
    FileChannel lock =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!locked(lock)) {
        throw new RefusedException(
            Problem.in(
                folder.toString(), "is being made by another process", "wait until it is done"));
      }
      Path making = above.resolve(name);
      delete(making);
      Files.createDirectory(making);
      return new FreshFolder(place, making, lockFile, lock);
    } catch (RefusedException | IOException e) {
      lock.close();
      throw e;
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path path() {
    return making;
  }

  /** All is done: from now on the folder is there. */
  void publish() throws IOException {
    publish(making);
  }

  /** The same where it is a folder inside that is to appear. */
  void publish(Path made) throws IOException {
    try {
      Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(place + " cannot be put in place in one step: " + e.getReason(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      delete(making);
      Files.deleteIfExists(lockFile);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> content;
    try (Stream<Path> walk = Files.walk(folder)) {
      content = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : content) {
      Files.delete(path);
    }
  }
}
