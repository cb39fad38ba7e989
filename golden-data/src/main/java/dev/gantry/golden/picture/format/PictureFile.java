package dev.gantry.golden.picture.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a PNG or JPEG file that is built as it should be; its pixels are still packed. */
public sealed interface PictureFile permits PngFile, JpegFile {
  /** A small file may claim to be a huge picture; this many pixels take 192 MB as RGB. */
  int MOST_PIXELS = 64_000_000;

  long MOST_BYTES = 256L << 20;

  /** Messages continue after the name of the file. */
  static PictureFile of(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      throw new IOException("is empty");
    }
    if (PngFile.isOne(bytes)) {
      return PngFile.of(bytes);
    }
    if (JpegFile.isOne(bytes)) {
      return JpegFile.of(bytes);
    }
    throw new IOException(
        OtherFormat.of(bytes)
            .map(format -> "is a " + format + " file, which is not read here; convert it to PNG")
            .orElse("is not a picture that can be decoded (PNG and JPEG are)"));
  }

  static PictureFile read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new IOException(
          file + " has " + size + " bytes; a picture of at most " + MOST_BYTES + " is read");
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      return of(bytes);
    } catch (IOException e) {
      throw new IOException(file + " " + e.getMessage(), e);
    }
  }

  int width();

  int height();

  /** What the decoder makes of it: 1 is grey, 3 is colour, 4 is colour with an alpha channel. */
  int channels();

  /** The same picture with nothing but what its pixels are made of. */
  byte[] essence();

  /**
   * Decoders fill what is missing with grey, and say so on a stream that nobody reads. Whatever
   * they would say is found here first, at the price of unpacking the pixels twice.
   */
  void requireWholePixels() throws IOException;

  /** The one check that both kinds share. */
  static void requireSize(long width, long height) throws IOException {
    if (width <= 0 || height <= 0) {
      throw new IOException("claims to be " + width + " x " + height + " pixels");
    }
    if (width > MOST_PIXELS || height > MOST_PIXELS || width * height > MOST_PIXELS) {
      throw new IOException(
          "claims to be "
              + width
              + " x "
              + height
              + " pixels, more than the "
              + MOST_PIXELS
              + " that are decoded; scale it down");
    }
  }
}
