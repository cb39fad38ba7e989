package dev.gantry.golden.array;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the header of an array in NumPy's format; start is where its numbers begin. */
record NpyHeader(ElementType type, List<Long> shape, long start) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 16;
  private static final int MOST_DIMENSIONS = 64;

  // Possessive throughout: a header of 64 KiB of blanks must not be tried in every split.
  private static final Pattern WHOLE =
      Pattern.compile(
          "\\{(?:\\s*+'(?:descr|fortran_order|shape)'\\s*+:"
              + "\\s*+(?:'[^']*+'|True|False|\\([0-9L,\\s]*+\\))\\s*+,?+){3}\\s*+\\}\\s*+");
  private static final Pattern STRUCTURED = Pattern.compile("'descr'\\s*+:\\s*+\\[");
  private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*+:\\s*+'([^']*+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*+:\\s*+(True|False)\\b");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*+:\\s*+\\(([^)]*+)\\)");
  private static final Pattern DIMENSION = Pattern.compile("[0-9]{1,18}");

  static NpyHeader read(InputStream stream) throws IOException {
    byte[] head = stream.readNBytes(8);
    if (head.length < 6 || !Arrays.equals(head, 0, 6, MAGIC, 0, 6)) {
      throw new IOException("is not an .npy file" + ForeignFile.hint(head));
    }
    if (head.length < 8) {
      throw new IOException("ends early, within its header");
    }
    int version = head[6];
    if (version < 1 || version > 3 || head[7] != 0) {
      throw new IOException(
          "is of .npy version " + version + "." + head[7] + "; versions 1.0, 2.0 and 3.0 are read");
    }
    int width = version == 1 ? 2 : 4;
    long length = length(exactly(stream, width));
    if (length > LONGEST) {
      throw new IOException("has a header of " + length + " bytes: it is damaged");
    }
    byte[] text = exactly(stream, (int) length);
    return parse(new String(text, StandardCharsets.UTF_8), 8 + width + length);
  }

  long bytes() {
    return Tensor.byteCount(type, shape);
  }

  private static NpyHeader parse(String text, long start) throws IOException {
    if (STRUCTURED.matcher(text).find()) {
      throw new IOException(
          "holds a structured array; Gantry's tensors are plain numbers: save each field alone");
    }
    ElementType type = NpyTypes.read(found(DESCRIPTION, text));
    boolean fortran = found(ORDER, text).equals("True");
    List<Long> shape = shape(found(SHAPE, text));
    if (!WHOLE.matcher(text).matches()) {
      throw new IOException("has a damaged .npy header");
    }
    if (fortran && shape.size() > 1) {
      throw new IOException(
          "is in Fortran order, column by column; save numpy.ascontiguousarray(array) instead");
    }
    NpyHeader header = new NpyHeader(type, shape, start);
    try {
      Math.addExact(start, header.bytes());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("has an impossible shape: " + shape, e);
    }
    return header;
  }

  private static String found(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("has a damaged .npy header: type, order or shape of the array is lost");
    }
    return matcher.group(1);
  }

  private static List<Long> shape(String tuple) throws IOException {
    List<Long> shape = new ArrayList<>();
    if (tuple.isBlank()) {
      return shape;
    }
    String[] parts = tuple.split(",", MOST_DIMENSIONS + 2);
    boolean commaAtEnd = parts[parts.length - 1].isBlank();
    int count = commaAtEnd ? parts.length - 1 : parts.length;
    if (count > MOST_DIMENSIONS || parts.length == 1) {
      throw new IOException("has an impossible shape: (" + shortened(tuple) + ")");
    }
    for (String part : Arrays.asList(parts).subList(0, count)) {
      // Python 2 wrote its long numbers with an L behind.
      String digits = part.strip().replaceFirst("L$", "");
      if (!DIMENSION.matcher(digits).matches()) {
        throw new IOException("has an impossible shape: (" + shortened(tuple) + ")");
      }
      shape.add(Long.parseLong(digits));
    }
    return List.copyOf(shape);
  }

  static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  private static long length(byte[] little) {
    long length = 0;
    for (int index = little.length - 1; index >= 0; index--) {
      length = length << 8 | (little[index] & 0xff);
    }
    return length;
  }

  private static byte[] exactly(InputStream stream, int length) throws IOException {
    byte[] bytes = stream.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("ends early, within its header");
    }
    return bytes;
  }
}
