package dev.gantry.runner.tensorrt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;

/** Files in native memory, which TensorRT reads and hands out, and of any size. */
final class NativeBytes {
  private static final long MOST_AT_ONCE = 1L << 28;

  private NativeBytes() {}

  static BytePointer read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      // Of an empty file, too, there is a place for TensorRT to look at and refuse.
      BytePointer bytes = new BytePointer(Math.max(1, size));
      for (long at = 0; at < size; ) {
        ByteBuffer part = part(bytes, at, size);
        int read = channel.read(part, at);
        if (read < 0) {
          throw new IOException(file + " became shorter while it was read");
        }
        at += read;
      }
      return bytes.position(0).limit(size);
    }
  }

  static void write(IHostMemory memory, Path file) throws IOException {
    long size = memory.size();
    BytePointer bytes = new BytePointer(memory.data()).capacity(size);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (long at = 0; at < size; ) {
        at += channel.write(part(bytes, at, size));
      }
    }
  }

  private static ByteBuffer part(BytePointer bytes, long from, long size) {
    return bytes.limit(Math.min(size, from + MOST_AT_ONCE)).position(from).asByteBuffer();
  }
}
