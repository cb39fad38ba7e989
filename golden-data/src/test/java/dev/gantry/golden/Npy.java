package dev.gantry.golden;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Files in NumPy's format, also such as NumPy would not write. */
final class Npy {
  private Npy() {}

  static byte[] of(String type, String shape, int bytes) {
    return of("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }", bytes);
  }

  static byte[] of(String header, int bytes) {
    return of(1, header, new byte[bytes]);
  }

  static byte[] of(int version, String header, byte[] content) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    int before = version == 1 ? 10 : 12;
    byte[] padded =
        Arrays.copyOf(
            header.getBytes(StandardCharsets.ISO_8859_1),
            (before + header.length() + 64) / 64 * 64 - before);
    Arrays.fill(padded, header.length(), padded.length - 1, (byte) ' ');
    padded[padded.length - 1] = '\n';
    file.write(padded.length);
    file.write(padded.length >> 8);
    if (version > 1) {
      file.writeBytes(new byte[2]);
    }
    file.writeBytes(padded);
    file.writeBytes(content);
    return file.toByteArray();
  }
}
