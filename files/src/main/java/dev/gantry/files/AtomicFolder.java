package dev.gantry.files;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder that appears whole or not at all: made under a hidden name beside its place, and moved
 * there when all is done. What a kill left of an earlier one is cleared away.
 */
public final class AtomicFolder implements AutoCloseable {
  private final Path place;
  private final Path making;
  private final Path lockFile;
  private final FileChannel lock;

  private AtomicFolder(Path place, Path making, Path lockFile, FileChannel lock) {
    this.place = place;
    this.making = making;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  public static AtomicFolder at(Path folder) throws RefusedException, IOException {
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
      if (!FileLocks.tryLock(lock)) {
        throw new RefusedException(
            Problem.in(
                folder.toString(), "is being made by another process", "wait until it is done"));
      }
      Path making = above.resolve(name);
      FileTrees.delete(making);
      Files.createDirectory(making);
      return new AtomicFolder(place, making, lockFile, lock);
    } catch (RefusedException | IOException e) {
      lock.close();
      throw e;
    }
  }

  public Path path() {
    return making;
  }

  /** All is done: from now on the folder is there. */
  public void place() throws IOException {
    place(making);
  }

  /** The same where it is a folder inside that is to appear. */
  public void place(Path made) throws IOException {
    try {
      AtomicFile.place(made, place);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(place + " cannot be put in place in one step: " + e.getReason(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      FileTrees.delete(making);
      Files.deleteIfExists(lockFile);
    }
  }
}
