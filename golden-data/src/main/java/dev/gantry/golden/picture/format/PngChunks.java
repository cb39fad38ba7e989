package dev.gantry.golden.picture.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The chunks of a PNG file one after another, each proven by its checksum. */
final class PngChunks {
  private final ByteBuffer file;
  private String type = "";

  PngChunks(byte[] bytes) {
    file = ByteBuffer.wrap(bytes).position(PngFile.SIGNATURE.length);
  }

  /** The bytes of the next chunk; its type is asked for afterwards. */
  ByteBuffer next() throws IOException {
    if (file.remaining() < 12) {
      throw new IOException("ends early");
    }
    int length = file.getInt();
    if (length < 0 || length > file.remaining() - 8) {
      throw new IOException("ends early");
    }
    CRC32 sum = new CRC32();
    sum.update(file.slice(file.position(), 4 + length));
    type =
        StandardCharsets.ISO_8859_1
            .decode(file.slice(file.position(), 4))
            .toString()
            .replaceAll("[^A-Za-z]", "?");
    ByteBuffer chunk = file.slice(file.position() + 4, length);
    file.position(file.position() + 4 + length);
    if (file.getInt() != (int) sum.getValue()) {
      throw new IOException("is damaged: the checksum of its " + type + " chunk is wrong");
    }
    return chunk;
  }

  String type() {
    return type;
  }

  /** A lower-case first letter marks what a reader may leave out. */
  boolean isNeeded() {
    return !Character.isLowerCase(type.charAt(0));
  }

  int left() {
    return file.remaining();
  }
}
