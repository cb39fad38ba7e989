package dev.gantry.harness.log;

import dev.gantry.files.FileLocks;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that grows to a bound; then it is set aside, and a new one goes on. Of those set aside one
 * is kept, so both together never hold more than twice the bound.
 */
final class LogFile implements AutoCloseable {
  static final String BEFORE = ".1";

  private final Path file;
  private final long bound;

  /** No channel: that would be closed by whoever writes while being interrupted. */
  private FileOutputStream stream;

  private long size;

  private LogFile(Path file, long bound) throws IOException {
    this.file = file;
    this.bound = bound;
    this.stream = open(file);
    this.size = Files.size(file);
  }

  /** A file that was not there. */
  static LogFile create(Path file, long bound) throws IOException {
    Files.createFile(file);
    return new LogFile(file, bound);
  }

  /** A file that may be there, and is written on. */
  static LogFile goOn(Path file, long bound) throws IOException {
    return new LogFile(file, bound);
  }

  private static FileOutputStream open(Path file) throws IOException {
    boolean interrupted = Thread.interrupted();
    FileOutputStream stream = new FileOutputStream(file.toFile(), true);
    try {
      // Whoever tidies up sees by the lock that it is still written. A second writer does no harm.
      FileLocks.tryLock(stream.getChannel());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return stream;
  }

  Path file() {
    return file;
  }

  void append(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (size > 0 && size + bytes.length > bound) {
      setAside();
    }
    int length = Math.toIntExact(Math.min(bytes.length, Math.max(0, bound - size)));
    stream.write(bytes, 0, length);
    size += length;
  }

  /** What another file holds goes before all that comes. */
  void takeOver(Path other) throws IOException {
    Files.copy(other, stream);
    size = Files.size(file);
  }

  private void setAside() throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + BEFORE);
    stream.close();
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    stream = open(file);
    size = 0;
    append(
        "(this log goes on from "
            + aside.getFileName()
            + "; what was longer ago than that is gone)\n");
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
