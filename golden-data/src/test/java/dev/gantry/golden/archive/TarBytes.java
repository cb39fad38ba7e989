package dev.gantry.golden.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Archives put together byte by byte, also such as no program would write. */
final class TarBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static TarBytes start() {
    return new TarBytes();
  }

  TarBytes file(String name, String content) {
    return entry('0', name, content.getBytes(StandardCharsets.UTF_8));
  }

  TarBytes entry(char kind, String name, byte[] content) {
    bytes.writeBytes(header(kind, name, content.length));
    bytes.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
    return this;
  }

  TarBytes pax(String... records) {
    StringBuilder content = new StringBuilder();
    for (String record : records) {
      int length = record.length() + 3;
      while (length < String.valueOf(length).length() + record.length() + 2) {
        length++;
      }
      length = String.valueOf(length).length() + record.length() + 2;
      content.append(length).append(' ').append(record).append('\n');
    }
    return entry('x', "PaxHeader/x", content.toString().getBytes(StandardCharsets.UTF_8));
  }

  TarBytes raw(byte[] block) {
    bytes.writeBytes(block);
    return this;
  }

  byte[] end() {
    bytes.writeBytes(new byte[1024]);
    return bytes.toByteArray();
  }

  byte[] unended() {
    return bytes.toByteArray();
  }

  static byte[] header(char kind, String name, long size) {
    byte[] header = new byte[512];
    put(header, 0, 100, name);
    put(header, 100, 8, "0004755");
    put(header, 108, 8, "0000000");
    put(header, 116, 8, "0000000");
    put(header, 124, 12, String.format("%011o", size));
    put(header, 136, 12, "00000000000");
    header[156] = (byte) kind;
    if (kind == '1' || kind == '2') {
      put(header, 157, 100, "/etc/passwd");
    }
    put(header, 257, 8, "ustar\00000");
    return sealed(header);
  }

  /** With the right checksum over whatever stands there. */
  static byte[] sealed(byte[] header) {
    put(header, 148, 8, "        ");
    int sum = 0;
    for (byte one : header) {
      sum += one & 0xff;
    }
    put(header, 148, 8, String.format("%06o\0 ", sum));
    return header;
  }

  static void put(byte[] header, int at, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, Math.min(length, bytes.length));
  }
}
