package dev.gantry.json;

import dev.gantry.dossier.ByteCount;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives a text as long as it is no larger than it may be, also where it grows while it is read. */
final class BoundedStream extends FilterInputStream {
  private final String name;
  private final String remedy;
  private final ByteCount most;
  private long left;

  BoundedStream(InputStream stream, ByteCount most, String name, String remedy) {
    super(stream);
    this.name = name;
    this.remedy = remedy;
    this.most = most;
    this.left = most.bytes();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read;
    try {
      read = in.read(bytes, from, length);
    } catch (IOException e) {
      throw RefusedJsonException.at(null, name, "cannot be read: " + e.getMessage(), remedy);
    }
    left -= Math.max(0, read);
    if (left < 0) {
      throw tooLarge(most, name, remedy);
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  static RefusedJsonException tooLarge(ByteCount most, String name, String remedy) {
    return RefusedJsonException.at(
        null, name, "is larger than " + most + ", the most that is read of its kind", remedy);
  }
}
