package dev.gantry.harness.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are either there and whole, or not there. */
final class WholeFile {
  private WholeFile() {}

  static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, bytes);
    publish(part, file);
  }

  static void copy(Path from, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    // By stream: the source may be a temporary file that only its owner may read.
    try (InputStream stream = Files.newInputStream(from)) {
      Files.copy(stream, part, StandardCopyOption.REPLACE_EXISTING);
    }
    publish(part, file);
  }

  static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void publish(Path part, Path file) throws IOException {
    sync(part);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
