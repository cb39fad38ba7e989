package dev.gantry.golden.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/** A tar read block after block, each believed only as far as the file reaches. */
final class TarBlocks {
  static final int BLOCK = 512;
  private static final int NAME = 0;
  private static final int NAME_LENGTH = 100;
  private static final int PREFIX = 345;
  private static final int PREFIX_LENGTH = 131;
  private static final ZipEncoding UTF8 = ZipEncodingHelper.getZipEncoding("UTF-8");

  private final FileChannel channel;
  private final long size;
  private long position;

  TarBlocks(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  long position() {
    return position;
  }

  long left() {
    return size - position;
  }

  byte[] next() throws IOException {
    if (left() < BLOCK) {
      throw new IOException("it ends without the two empty blocks of a tar: it was cut off");
    }
    return take(BLOCK);
  }

  /** The content of a header entry, with what fills up its last block. */
  byte[] content(long length) throws IOException {
    byte[] bytes = take((int) length);
    skip(padding(length));
    return bytes;
  }

  void skipContent(long length) throws IOException {
    skip(length);
    skip(padding(length));
  }

  boolean restIsZero() throws IOException {
    while (left() > 0) {
      if (!isZero(take((int) Math.min(left(), 1 << 16)))) {
        return false;
      }
    }
    return true;
  }

  static boolean isZero(byte[] block) {
    for (byte one : block) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  static TarArchiveEntry header(byte[] block) throws IOException {
    TarArchiveEntry entry;
    try {
      entry = new TarArchiveEntry(block, UTF8, false);
    } catch (IllegalArgumentException | IOException e) {
      throw new IOException("a header behind it has a damaged number", e);
    }
    if (!entry.isCheckSumOK()) {
      throw new IOException("the checksum of a header behind it does not match: it is damaged");
    }
    return entry;
  }

  /** Whether the name in a header is UTF-8: the library puts a '?' for what is not. */
  static boolean isNamedInUtf8(byte[] block) {
    return isUtf8(block, NAME, NAME_LENGTH) && isUtf8(block, PREFIX, PREFIX_LENGTH);
  }

  private static boolean isUtf8(byte[] block, int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(block, from, end - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static long padding(long length) {
    return (BLOCK - length % BLOCK) % BLOCK;
  }

  private void skip(long length) throws IOException {
    if (length > left()) {
      throw new IOException(
          "it claims "
              + length
              + " bytes, and the archive has "
              + left()
              + " left: it was cut off");
    }
    position += length;
  }

  private byte[] take(int length) throws IOException {
    long start = position;
    skip(length);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, start + bytes.position()) < 0) {
        throw new IOException("it ends early: it is being changed");
      }
    }
    return bytes.array();
  }
}
