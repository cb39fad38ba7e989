package dev.gantry.golden.picture.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/**
 * Reads from the Exif part of a picture how the camera was held, and refuses a picture that is
 * stored turned.
 */
final class UprightCheck {
  private static final int UPRIGHT = 1;
  private static final int TAG = 0x0112;
  private static final int LONG = 4;
  private static final int ENTRY = 12;

  private UprightCheck() {}

  /** Boxes are labelled on the turned picture by one tool and on the stored one by the next. */
  static void requireUpright(ByteBuffer exif) throws IOException {
    OptionalInt orientation = of(exif);
    if (orientation.isPresent() && orientation.getAsInt() != UPRIGHT) {
      throw new IOException(
          "is stored turned (Exif orientation "
              + orientation.getAsInt()
              + "), so that boxes on it are ambiguous; turn the pixels and save it upright");
    }
  }

  /** Empty where it is not told, or where Exif is damaged: the pixels stand without it. */
  private static OptionalInt of(ByteBuffer exif) {
    ByteBuffer tiff = exif.slice();
    if (tiff.remaining() < 8) {
      return OptionalInt.empty();
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.limit() - 2) {
      return OptionalInt.empty();
    }
    int entries = tiff.getShort(directory) & 0xffff;
    for (int index = 0; index < entries; index++) {
      int entry = directory + 2 + index * ENTRY;
      if (entry > tiff.limit() - ENTRY) {
        return OptionalInt.empty();
      }
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        boolean wide = (tiff.getShort(entry + 2) & 0xffff) == LONG;
        int value = wide ? tiff.getInt(entry + 8) : tiff.getShort(entry + 8) & 0xffff;
        return value >= 1 && value <= 8 ? OptionalInt.of(value) : OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }
}
