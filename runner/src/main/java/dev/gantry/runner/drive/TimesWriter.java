package dev.gantry.runner.drive;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.runner.RunOutput;
import dev.gantry.runner.wire.RunnerLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** Takes times down as they come, in as little memory for hours as for seconds. */
public final class TimesWriter implements Closeable {
  /** Half a GiB: whoever judges them holds them in memory. */
  public static final long MOST_TIMES = 1L << 26;

  /** Small, so that no single query in many waits long for the disk's cache. */
  private static final int CHUNK_BYTES = 1 << 13;

  private final RunOutput outbox;
  private final String name;
  private final long most;
  private final FileChannel channel;
  private final MessageDigest digest = Digest.sha256();
  // Not native memory, which windows by the thousand would leave to a collector that rarely comes.
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long bytes;

  public TimesWriter(RunOutput outbox, String name) throws IOException {
    this(outbox, name, MOST_TIMES);
  }

  public TimesWriter(RunOutput outbox, String name, long most) throws IOException {
    this.outbox = outbox;
    this.name = name;
    this.most = most;
    this.channel =
        FileChannel.open(
            outbox.part(name),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
  }

  public void add(long nanoseconds) throws IOException, RefusedException {
    if (!chunk.hasRemaining()) {
      flush();
    }
    chunk.putLong(nanoseconds);
  }

  /** On the disk, whatever happens next. */
  public RunnerLine.Wrote finish() throws IOException, RefusedException {
    flush();
    channel.force(true);
    channel.close();
    outbox.publish(name);
    return new RunnerLine.Wrote(name, Digest.finish(digest.digest()), new ByteCount(bytes));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void flush() throws IOException, RefusedException {
    chunk.flip();
    digest.update(chunk.duplicate());
    bytes += chunk.remaining();
    if (bytes / Long.BYTES > most) {
      throw new RefusedException(
          Problem.in(
              name,
              "more than " + most + " queries were answered",
              "choose a shorter window or length for so fast an engine"));
    }
    while (chunk.hasRemaining()) {
      channel.write(chunk);
    }
    chunk.clear();
  }
}
