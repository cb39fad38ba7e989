package dev.gantry.golden;

import dev.gantry.dossier.ElementType;
import dev.gantry.dossier.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An array in NumPy's file format, read row by row. */
final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCRIPTION = Pattern.compile("'descr':\\s*'([^']*)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order':\\s*True");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]*)\\)");
  private static final int LONGEST_HEADER = 1 << 16;

  private static final Map<String, ElementType> TYPES =
      Map.ofEntries(
          Map.entry("<f4", ElementType.FLOAT32),
          Map.entry("<f2", ElementType.FLOAT16),
          Map.entry("<f8", ElementType.FLOAT64),
          Map.entry("|i1", ElementType.INT8),
          Map.entry("|u1", ElementType.UINT8),
          Map.entry("<i2", ElementType.INT16),
          Map.entry("<u2", ElementType.UINT16),
          Map.entry("<i4", ElementType.INT32),
          Map.entry("<u4", ElementType.UINT32),
          Map.entry("<i8", ElementType.INT64),
          Map.entry("<u8", ElementType.UINT64),
          Map.entry("|b1", ElementType.BOOL));

  private final Path file;
  private final ElementType type;
  private final List<Long> shape;
  private final long start;

  private NpyFile(Path file, ElementType type, List<Long> shape, long start) {
    this.file = file;
    this.type = type;
    this.shape = shape;
    this.start = start;
  }

  static NpyFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer head = read(channel, 0, (int) Math.min(channel.size(), 12));
      if (head.remaining() < 10 || !startsWithMagic(head)) {
        throw new IOException("is not an .npy file");
      }
      boolean old = head.get(6) == 1;
      if (!old && head.remaining() < 12) {
        throw new IOException("ends early");
      }
      int length = old ? head.getShort(8) & 0xffff : head.getInt(8);
      int before = old ? 10 : 12;
      if (length < 0 || length > LONGEST_HEADER || before + length > channel.size()) {
        throw new IOException("has a damaged .npy header");
      }
      String header = StandardCharsets.ISO_8859_1.decode(read(channel, before, length)).toString();
      NpyFile array = new NpyFile(file, type(header), shape(header), before + (long) length);
      array.requireSize(channel.size());
      return array;
    }
  }

  ElementType type() {
    return type;
  }

  long rows() {
    return shape.isEmpty() ? 1 : shape.get(0);
  }

  /** Elements of one row. */
  long width() {
    return shape.stream().skip(1).reduce(1L, Math::multiplyExact);
  }

  ByteBuffer row(long index) throws IOException {
    int bytes = Math.toIntExact(width() * type.bytes());
    try (FileChannel channel = FileChannel.open(file)) {
      return read(channel, start + index * bytes, bytes);
    }
  }

  private void requireSize(long size) throws IOException {
    long wanted;
    try {
      wanted = start + Tensor.byteCount(type, shape);
    } catch (IllegalArgumentException e) {
      throw new IOException("has an impossible shape: " + e.getMessage(), e);
    }
    if (size != wanted) {
      throw new IOException(
          "has " + size + " bytes where its shape " + shape + " of " + type + " needs " + wanted);
    }
  }

  private static ElementType type(String header) throws IOException {
    Matcher matcher = DESCRIPTION.matcher(header);
    ElementType type = matcher.find() ? TYPES.get(matcher.group(1)) : null;
    if (type == null || FORTRAN.matcher(header).find()) {
      throw new IOException(
          "holds an array that is not read here (little-endian numbers in C order are): "
              + header.strip());
    }
    return type;
  }

  private static List<Long> shape(String header) throws IOException {
    Matcher matcher = SHAPE.matcher(header);
    if (!matcher.find()) {
      throw new IOException("does not tell the shape of its array");
    }
    List<Long> shape = new ArrayList<>();
    for (String dimension : matcher.group(1).split(",", -1)) {
      String digits = dimension.strip();
      if (digits.length() > 18) {
        throw new IOException("has an impossible shape: " + matcher.group(1));
      }
      if (!digits.isEmpty()) {
        shape.add(Long.parseLong(digits));
      }
    }
    return List.copyOf(shape);
  }

  private static boolean startsWithMagic(ByteBuffer head) {
    for (int index = 0; index < MAGIC.length; index++) {
      if (head.get(index) != MAGIC[index]) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("ends early");
      }
    }
    return bytes.flip();
  }
}
