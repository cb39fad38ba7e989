package dev.gantry.golden.picture.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Picture formats that are known by sight and not read. */
enum OtherFormat {
  GIF("GIF8", 0),
  BMP("BM", 0),
  WEBP("WEBP", 8),
  TIFF("II*\0", 0),
  BIG_ENDIAN_TIFF("MM\0*", 0),
  HEIF("ftyp", 4);

  private final String magic;
  private final int offset;

  OtherFormat(String magic, int offset) {
    this.magic = magic;
    this.offset = offset;
  }

  static Optional<OtherFormat> of(byte[] bytes) {
    return Arrays.stream(values()).filter(format -> format.matches(bytes)).findFirst();
  }

  private boolean matches(byte[] bytes) {
    int end = offset + magic.length();
    return bytes.length >= end
        && magic.equals(new String(bytes, offset, magic.length(), StandardCharsets.ISO_8859_1));
  }

  @Override
  public String toString() {
    return switch (this) {
      case GIF, BMP -> name();
      case WEBP -> "WebP";
      case TIFF, BIG_ENDIAN_TIFF -> "TIFF";
      case HEIF -> "HEIF or AVIF";
    };
  }
}
