package dev.gantry.runner.tensorrt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * A library as a file, looked at before the system loads it: one that is cut short takes the whole
 * process with it as soon as a missing page is touched.
 */
record SharedObject(Path file) {
  private static final int HEADER_BYTES = 64;
  private static final int SEGMENT_BYTES = 56;
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F', 2, 1};

  /** What is wrong with it on a processor of this kind, in words; empty where nothing is. */
  Optional<String> complaint(CpuArchitecture wanted) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = read(channel, 0, HEADER_BYTES);
      byte[] start = new byte[MAGIC.length];
      if (header.remaining() < HEADER_BYTES) {
        return Optional.of("is cut short: it has " + channel.size() + " bytes");
      }
      header.get(start);
      if (!Arrays.equals(start, MAGIC)) {
        return Optional.of("is no 64-bit library of Linux");
      }
      int machine = header.getShort(18);
      if (machine != wanted.machine()) {
        return Optional.of("is for " + named(machine) + ", this machine is " + wanted);
      }
      long needed = needed(channel, header.getLong(32), header.getShort(56) & 0xffff);
      return needed > channel.size()
          ? Optional.of("is cut short: it has " + channel.size() + " of " + needed + " bytes")
          : Optional.empty();
    }
  }

  /** The end of the last segment that is read from the file. */
  private static long needed(FileChannel channel, long table, int segments) throws IOException {
    long needed = table + (long) segments * SEGMENT_BYTES;
    ByteBuffer headers = read(channel, table, segments * SEGMENT_BYTES);
    while (headers.remaining() >= SEGMENT_BYTES) {
      int at = headers.position();
      needed = Math.max(needed, headers.getLong(at + 8) + headers.getLong(at + 32));
      headers.position(at + SEGMENT_BYTES);
    }
    return needed;
  }

  private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = from; at >= 0 && buffer.hasRemaining(); ) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        break;
      }
      at += read;
    }
    return buffer.flip();
  }

  private static String named(int machine) {
    return Arrays.stream(CpuArchitecture.values())
        .filter(one -> one.machine() == machine)
        .map(CpuArchitecture::toString)
        .findFirst()
        .orElse("another processor (number " + machine + ")");
  }
}
