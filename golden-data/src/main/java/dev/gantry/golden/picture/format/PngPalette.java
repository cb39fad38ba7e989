package dev.gantry.golden.picture.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The colours that the pixels of a PNG file name by number, and how opaque each is. */
final class PngPalette {
  private static final int MOST = 256;

  private final PngHeader header;
  private final byte[] colours = new byte[3 * MOST];
  private final byte[] opacities = new byte[MOST];
  private int count;
  private boolean transparent;

  PngPalette(PngHeader header) {
    this.header = header;
  }

  void colours(ByteBuffer chunk, boolean late) throws IOException {
    int entries = chunk.remaining() / 3;
    boolean grey = header.type() == PngHeader.GREY || header.type() == PngHeader.GREY_ALPHA;
    if (late || grey || count > 0 || entries == 0 || chunk.remaining() % 3 != 0) {
      throw damaged();
    }
    if (entries > (header.type() == PngHeader.PALETTE ? 1 << header.depth() : MOST)) {
      throw damaged();
    }
    chunk.get(colours, 0, 3 * entries);
    count = entries;
    Arrays.fill(opacities, 0, count, (byte) 255);
  }

  void transparency(ByteBuffer chunk, boolean late) throws IOException {
    if (header.type() == PngHeader.GREY || header.type() == PngHeader.RGB) {
      throw new IOException(
          "declares one colour as transparent (tRNS); save it without, over a background");
    }
    if (late || transparent || chunk.remaining() > count || header.type() != PngHeader.PALETTE) {
      throw damaged();
    }
    chunk.get(opacities, 0, chunk.remaining());
    transparent = true;
  }

  void requireComplete() throws IOException {
    if (header.type() == PngHeader.PALETTE && count == 0) {
      throw damaged();
    }
  }

  /** Every number that a pixel can hold has a colour, so that no decoder has to make one up. */
  byte[] allColours() {
    return Arrays.copyOf(colours, 3 << header.depth());
  }

  /** A number without a colour of its own is transparent, and shows when opacity is looked at. */
  byte[] allOpacities() {
    return Arrays.copyOf(opacities, 1 << header.depth());
  }

  private static IOException damaged() {
    return new IOException("has a damaged palette");
  }
}
