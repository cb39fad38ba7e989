package dev.gantry.golden.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Checks that a file that was given as a packed set is a plain tar, and names what it is otherwise.
 */
final class PlainTarCheck {
  private static final int LEAST = 1024;

  private PlainTarCheck() {}

  /** Fails, with the cure, on what is no plain tar by its first block. */
  static void requireTar(byte[] start, long size) throws IOException {
    if (size == 0) {
      throw new IOException("is empty: nothing was packed. Fetch it again");
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    refuse(text, "\u001f\u008b", "gzip", "gunzip it first");
    refuse(text, "\u00fd7zXZ\u0000", "xz", "unxz it first");
    refuse(text, "BZh", "bzip2", "bunzip2 it first");
    refuse(text, "(\u00b5/\u00fd", "zstd", "unzstd it first");
    refuse(text, "PK\u0003\u0004", "zip", "unzip it, and pack it again");
    refuse(text, "7z\u00bc\u00af", "7-Zip", "unpack it, and pack it again");
    boolean empty = size >= LEAST && Arrays.equals(start, new byte[start.length]);
    if (!empty && (size < TarBlocks.BLOCK || !text.startsWith("ustar", 257))) {
      throw new IOException("is not a tar: pack the set again");
    }
  }

  private static void refuse(String text, String magic, String name, String cure)
      throws IOException {
    if (text.startsWith(magic)) {
      throw new IOException(
          "is compressed with " + name + "; " + cure + ": a packed set is a plain tar");
    }
  }
}
