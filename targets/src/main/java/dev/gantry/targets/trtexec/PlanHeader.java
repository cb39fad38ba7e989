package dev.gantry.targets.trtexec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The first bytes of a serialised engine, which say which TensorRT built it. */
public record PlanHeader(TrtexecVersion version) {
  private static final int TAG = 0x74727466;
  private static final int BYTES = 28;
  private static final int VERSION = 24;

  /** Empty for a file that does not begin as engines do. */
  public static Optional<PlanHeader> of(Path file) throws IOException {
    byte[] bytes;
    try (InputStream stream = Files.newInputStream(file)) {
      bytes = stream.readNBytes(BYTES);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    // The word after the tag numbers the layout: of another one nothing is known.
    if (bytes.length < BYTES || header.getInt(0) != TAG || header.getInt(4) != 0) {
      return Optional.empty();
    }
    int major = header.get(VERSION) & 0xff;
    int minor = header.get(VERSION + 1) & 0xff;
    int patch = header.get(VERSION + 2) & 0xff;
    return major < 1 || minor > 99
        ? Optional.empty()
        : Optional.of(new PlanHeader(new TrtexecVersion(major, minor, patch)));
  }
}
