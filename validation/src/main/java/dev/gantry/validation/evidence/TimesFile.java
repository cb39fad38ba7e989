package dev.gantry.validation.evidence;

import dev.gantry.validation.timing.RoundTimes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The times of one round as the runner writes them: nanoseconds as little-endian 64-bit numbers.
 */
public final class TimesFile {
  private TimesFile() {}

  public static RoundTimes read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length == 0 || bytes.length % Long.BYTES != 0) {
      throw new IOException(file.getFileName() + " does not hold whole 64-bit numbers");
    }
    long[] times = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(times);
    try {
      return RoundTimes.of(times);
    } catch (IllegalArgumentException e) {
      throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
    }
  }
}
