package dev.gantry.golden.picture.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** A PNG file, from its signature over every chunk to the last byte. */
public final class PngFile implements PictureFile {
  static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final PngHeader header;
  private final PngPalette palette;
  private final byte[] packed;

  private PngFile(PngHeader header, PngPalette palette, byte[] packed) {
    this.header = header;
    this.palette = palette;
    this.packed = packed;
  }

  public static boolean isOne(byte[] bytes) {
    return bytes.length >= SIGNATURE.length
        && Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  static PngFile of(byte[] bytes) throws IOException {
    PngChunks chunks = new PngChunks(bytes);
    ByteBuffer first = chunks.next();
    if (!chunks.type().equals("IHDR")) {
      throw new IOException("has a damaged PNG header");
    }
    PngHeader header = PngHeader.of(first);
    PngPalette palette = new PngPalette(header);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    String before = "IHDR";
    while (true) {
      ByteBuffer chunk = chunks.next();
      switch (chunks.type()) {
        case "PLTE" -> palette.colours(chunk, packed.size() > 0);
        case "tRNS" -> palette.transparency(chunk, packed.size() > 0);
        case "IDAT" -> {
          if (packed.size() > 0 && !before.equals("IDAT")) {
            throw new IOException("has pixels in two places (IDAT chunks with others between)");
          }
          packed.write(chunk.array(), chunk.arrayOffset(), chunk.remaining());
        }
        case "eXIf" -> UprightCheck.requireUpright(chunk);
        case "acTL" ->
            throw new IOException("is animated; save the one frame that is meant as a PNG");
        case "IEND" -> {
          return end(chunk, chunks.left(), new PngFile(header, palette, packed.toByteArray()));
        }
        default -> {
          if (chunks.isNeeded()) {
            throw new IOException("has a chunk " + chunks.type() + " that is not known here");
          }
        }
      }
      before = chunks.type();
    }
  }

  private static PngFile end(ByteBuffer last, int left, PngFile file) throws IOException {
    if (last.hasRemaining() || left > 0) {
      throw new IOException(
          "has " + (last.remaining() + left) + " bytes after its end; save the picture again");
    }
    if (file.packed.length == 0) {
      throw new IOException("has no pixels");
    }
    file.palette.requireComplete();
    return file;
  }

  /** The levels that were saved are the levels that are decoded. */
  public boolean isGreyOfEightBits() {
    return header.type() == PngHeader.GREY && header.depth() == 8;
  }

  @Override
  public int width() {
    return header.width();
  }

  @Override
  public int height() {
    return header.height();
  }

  @Override
  public int channels() {
    return switch (header.type()) {
      case PngHeader.GREY -> 1;
      case PngHeader.RGB -> 3;
      default -> 4;
    };
  }

  public boolean isGreyWithAlpha() {
    return header.type() == PngHeader.GREY_ALPHA;
  }

  @Override
  public byte[] essence() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(packed.length + 2048);
    bytes.writeBytes(SIGNATURE);
    ByteBuffer head = ByteBuffer.allocate(13).putInt(header.width()).putInt(header.height());
    head.put((byte) header.depth()).put((byte) header.type());
    head.put((byte) 0).put((byte) 0).put((byte) (header.interlaced() ? 1 : 0));
    chunk(bytes, "IHDR", head.array());
    if (header.type() == PngHeader.PALETTE) {
      chunk(bytes, "PLTE", palette.allColours());
      chunk(bytes, "tRNS", palette.allOpacities());
    }
    chunk(bytes, "IDAT", packed);
    chunk(bytes, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream bytes, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    bytes.writeBytes(name);
    bytes.writeBytes(content);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  @Override
  public void requireWholePixels() throws IOException {
    new PngRows(header).check(packed);
  }
}
