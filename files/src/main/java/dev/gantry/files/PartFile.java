package dev.gantry.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file in the making, beside its place and under another name until it is whole. */
public final class PartFile implements AutoCloseable {
  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private boolean whole;

  private PartFile(Path file, Path part, FileChannel channel) {
    this.file = file;
    this.part = part;
    this.channel = channel;
  }

  public static PartFile of(Path file) throws IOException {
    Path part = AtomicFile.part(file);
    FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!FileLocks.tryLock(channel)) {
      channel.close();
      throw new IOException(file + " is being written by somebody else; wait until that is done");
    }
    // Not before: what a kill left behind goes, what another process is writing does not.
    return new PartFile(file, part, channel.truncate(0));
  }

  public FileChannel channel() {
    return channel;
  }

  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Waits for the disk, for a file that is all there is of something. */
  public void settle() throws IOException {
    channel.force(true);
  }

  /** Puts the file in its place, over one that stood there. */
  public void finish() throws IOException {
    channel.close();
    AtomicFile.place(part, file);
    whole = true;
  }

  /** Leaves nothing half-made behind. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!whole) {
      Files.deleteIfExists(part);
    }
  }
}
