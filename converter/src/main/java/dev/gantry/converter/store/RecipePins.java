package dev.gantry.converter.store;

import dev.gantry.dossier.Digest;
import dev.gantry.files.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Records what a recipe gave, by the digests of both. Making it again may give other bytes, so the
 * first of a recipe stays: the bytes that were tested are the bytes that ship.
 */
public final class RecipePins {
  private final ContentStore store;
  private final Path folder;

  public RecipePins(ContentStore store, Path folder) {
    this.store = store;
    this.folder = folder;
  }

  /** The digest of what a recipe gave, and the file that holds its bytes. */
  public record Pinned(Digest digest, Path file) {}

  /** Absent too where pin or bytes are damaged; then both are gone, and it may be made again. */
  public Optional<Pinned> find(Digest recipe) throws IOException {
    Optional<String> text = read(pin(recipe));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Digest digest = Digest.parse(text.get());
      Optional<Path> file = store.find(digest);
      if (file.isPresent()) {
        return Optional.of(new Pinned(digest, file.get()));
      }
    } catch (IllegalArgumentException e) {
      // A damaged pin is as good as none.
    }
    drop(recipe, text.get());
    return Optional.empty();
  }

  /**
   * Gives back what counts: what was pinned before, where there is something.
   *
   * @param made what was put into the store just now, so that it need not be read once more
   */
  public Pinned pin(Digest recipe, Digest made) throws IOException {
    Path temporary = store.temporary();
    try {
      Files.write(temporary, (made + "\n").getBytes(StandardCharsets.US_ASCII));
      AtomicFile.sync(temporary);
      Files.createDirectories(folder);
      while (true) {
        if (link(temporary, pin(recipe))
            || read(pin(recipe)).equals(Optional.of(made.toString()))) {
          return new Pinned(made, kept(made));
        }
        Optional<Pinned> earlier = find(recipe);
        if (earlier.isPresent()) {
          return earlier.get();
        }
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Forgets what no longer holds together; another that was pinned meanwhile stays. */
  public void drop(Digest recipe, Digest pinned) throws IOException {
    drop(recipe, pinned.toString());
  }

  /** One at a time: of two who find the same damage, one would drop what the other has mended. */
  private void drop(Digest recipe, String text) throws IOException {
    Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      if (lock.isValid() && read(pin(recipe)).equals(Optional.of(text))) {
        Files.deleteIfExists(pin(recipe));
      }
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        // Held by another thread of this process, for as long as it takes to delete a file.
        Thread.onSpinWait();
      }
    }
  }

  private static Optional<String> read(Path pin) throws IOException {
    try {
      return Optional.of(new String(Files.readAllBytes(pin), StandardCharsets.ISO_8859_1).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path kept(Digest made) throws IOException {
    Path file = store.path(made);
    if (!Files.isRegularFile(file)) {
      throw new IOException(made + " was damaged while it was kept");
    }
    return file;
  }

  /**
   * A link is made whole or not at all, and unlike a move never over another: false where another
   * was first, and what it made counts.
   */
  private static boolean link(Path temporary, Path pin) throws IOException {
    try {
      Files.createLink(pin, temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private Path pin(Digest recipe) {
    return folder.resolve(recipe.hex());
  }
}
