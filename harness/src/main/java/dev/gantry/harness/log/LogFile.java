package dev.gantry.harness.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that grows to a bound; then it is set aside, and a new one goes on. Of those set aside one
 * is kept, so both together never hold more than twice the bound.
 */
final class LogFile implements AutoCloseable {
  static final String BEFORE = ".1";

  private final Path file;
  private final long bound;
  private FileChannel channel;

  private LogFile(Path file, long bound, FileChannel channel) {
    this.file = file;
    this.bound = bound;
    this.channel = channel;
  }

  /** A file that was not there. */
  static LogFile create(Path file, long bound) throws IOException {
    return open(file, bound, StandardOpenOption.CREATE_NEW);
  }

  /** A file that may be there, and is written on. */
  static LogFile goOn(Path file, long bound) throws IOException {
    return open(file, bound, StandardOpenOption.CREATE);
  }

  private static LogFile open(Path file, long bound, OpenOption how) throws IOException {
    FileChannel channel =
        FileChannel.open(file, how, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    try {
      // Whoever tidies up sees by the lock that it is still written. A second writer does no harm.
      channel.tryLock();
    } catch (java.nio.channels.OverlappingFileLockException e) {
      // Another run of this very process writes to it.
    }
    return new LogFile(file, bound, channel);
  }

  Path file() {
    return file;
  }

  void append(String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    long size = channel.size();
    if (size > 0 && size + bytes.remaining() > bound) {
      setAside();
    }
    if (bytes.remaining() > bound) {
      bytes.limit(Math.toIntExact(bound));
    }
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** What another file holds goes before all that comes. */
  void takeOver(Path other) throws IOException {
    try (InputStream stream = Files.newInputStream(other)) {
      stream.transferTo(Channels.newOutputStream(channel));
    }
  }

  private void setAside() throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + BEFORE);
    channel.close();
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    channel = goOn(file, bound).channel;
    append(
        "(this log goes on from "
            + aside.getFileName()
            + "; what was longer ago than that is gone)\n");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
