package dev.gantry.golden.picture.format;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The frame header of a JPEG file: how large the picture is and how many components it has. */
record JpegFrame(int width, int height, int components) {
  static JpegFrame of(int marker, ByteBuffer segment) throws IOException {
    if (marker > 0xc2) {
      throw new IOException(
          "is a JPEG of a rare kind (lossless, hierarchical or arithmetic); save it as baseline");
    }
    if (segment.remaining() < 6) {
      throw damaged();
    }
    int bits = segment.get();
    int height = segment.getShort() & 0xffff;
    int width = segment.getShort() & 0xffff;
    int components = segment.get() & 0xff;
    PictureFile.requireSize(width, height);
    if (bits != 8) {
      throw new IOException("has " + bits + " bits a channel, 8 are read here; convert it");
    }
    if (components == 4) {
      throw new IOException("is in CMYK; convert it to RGB with the profile that is meant");
    }
    if ((components != 1 && components != 3) || segment.remaining() != 3 * components) {
      throw damaged();
    }
    for (int index = 0; index < components; index++) {
      int sampling = segment.get(segment.position() + 3 * index + 1);
      if (!isSampling(sampling >> 4) || !isSampling(sampling & 15)) {
        throw damaged();
      }
    }
    return new JpegFrame(width, height, components);
  }

  private static boolean isSampling(int factor) {
    return factor >= 1 && factor <= 4;
  }

  private static IOException damaged() {
    return new IOException("has a damaged JPEG header");
  }
}
