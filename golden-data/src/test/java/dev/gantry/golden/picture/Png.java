package dev.gantry.golden.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** A PNG file that is put together chunk by chunk, also as no encoder would. */
final class Png {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Png() {
    bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
  }

  static Png of(int width, int height, int depth, int type) {
    return new Png().header(width, height, depth, type, 0);
  }

  Png header(int width, int height, int depth, int type, int interlace) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) depth).put((byte) type).put((byte) 0).put((byte) 0).put((byte) interlace);
    return chunk("IHDR", header.array());
  }

  Png chunk(String type, byte... content) {
    byte[] typed = (type + "....").substring(0, 4).getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(typed);
    sum.update(content);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    bytes.writeBytes(typed);
    bytes.writeBytes(content);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    return this;
  }

  Png rows(int... rows) {
    byte[] bytes = new byte[rows.length];
    for (int index = 0; index < rows.length; index++) {
      bytes[index] = (byte) rows[index];
    }
    return packedRows(bytes);
  }

  Png packedRows(byte[] rows) {
    return chunk("IDAT", packed(rows));
  }

  byte[] end() {
    return chunk("IEND").bytes.toByteArray();
  }

  static byte[] packed(byte[] rows) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(rows);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return packed.toByteArray();
  }
}
