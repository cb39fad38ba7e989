package dev.gantry.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files that are there whole or not at all. What is published survives a power cut: its
 * bytes are on the disk before its name, and its name before the call returns. What is only placed
 * survives a kill, which is enough for what can be made again from what is at hand.
 */
public final class AtomicFile {
  /** Behind the name of a file that is still being made, beside its place. */
  public static final String PART = ".part";

  private AtomicFile() {}

  /** Makes a file under the path that it is given. */
  @FunctionalInterface
  public interface Filling {
    void fill(Path part) throws IOException;
  }

  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  public static void write(Path file, byte[] bytes) throws IOException {
    make(file, part -> Files.write(part, bytes));
  }

  /** Makes a file beside its place and publishes it; a part that a kill left is written over. */
  public static void make(Path file, Filling filling) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = part(file);
    filling.fill(part);
    publish(part, file);
  }

  public static void copy(Path from, Path file) throws IOException {
    make(file, part -> copyBytes(from, part));
  }

  /** Copies by stream: the source may be a file that only its owner may read. */
  public static void copyBytes(Path from, Path to) throws IOException {
    try (InputStream stream = Files.newInputStream(from)) {
      Files.copy(stream, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  public static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + PART);
  }

  /** Moves a finished file to its name, over one that stood there, and waits for the disk. */
  public static void publish(Path part, Path file) throws IOException {
    sync(part);
    place(part, file);
    syncFolder(file);
  }

  /** Moves what can be made again to its name, over one that stood there. */
  public static void place(Path part, Path file) throws IOException {
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Waits until the bytes of a file are on the disk. */
  public static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Waits until the name of a file is on the disk: a move alone may be lost by a power cut. */
  static void syncFolder(Path file) throws IOException {
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
