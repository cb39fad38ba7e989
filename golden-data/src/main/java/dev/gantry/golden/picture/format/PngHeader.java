package dev.gantry.golden.picture.format;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The first chunk of a PNG file: how large the picture is and how its pixels are packed. */
record PngHeader(int width, int height, int depth, int type, boolean interlaced) {
  static final int GREY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  static PngHeader of(ByteBuffer chunk) throws IOException {
    if (chunk.remaining() != 13) {
      throw new IOException("has a damaged PNG header");
    }
    int width = chunk.getInt();
    int height = chunk.getInt();
    int depth = chunk.get();
    int type = chunk.get();
    int compression = chunk.get();
    int filter = chunk.get();
    int interlace = chunk.get();
    if (compression != 0
        || filter != 0
        || interlace < 0
        || interlace > 1
        || !isPossible(depth, type)) {
      throw new IOException("has a damaged PNG header");
    }
    PictureFile.requireSize(width, height);
    if (depth == 16) {
      throw new IOException(
          "has 16 bits a channel, 8 are read here; convert it, so that the rounding is yours");
    }
    return new PngHeader(width, height, depth, type, interlace == 1);
  }

  private static boolean isPossible(int depth, int type) {
    return switch (type) {
      case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
      case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
      case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
      default -> false;
    };
  }

  int bitsPerPixel() {
    return switch (type) {
      case RGB -> 3 * depth;
      case GREY_ALPHA -> 2 * depth;
      case RGB_ALPHA -> 4 * depth;
      default -> depth;
    };
  }
}
