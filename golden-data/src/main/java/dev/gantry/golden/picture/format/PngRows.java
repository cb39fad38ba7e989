package dev.gantry.golden.picture.format;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The packed rows of a PNG file: all of them, each with a known filter, and nothing more. */
record PngRows(PngHeader header) {
  private static final int FILTERS = 5;
  private static final int[] LEFT = {0, 4, 0, 2, 0, 1, 0};
  private static final int[] TOP = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] STEP_RIGHT = {8, 8, 4, 4, 2, 2, 1};
  private static final int[] STEP_DOWN = {8, 8, 8, 4, 4, 2, 2};

  void check(byte[] packed) throws IOException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      if (header.interlaced()) {
        for (int pass = 0; pass < LEFT.length; pass++) {
          int columns = ceiling(header.width() - LEFT[pass], STEP_RIGHT[pass]);
          int rows = ceiling(header.height() - TOP[pass], STEP_DOWN[pass]);
          rows(inflater, columns, columns == 0 ? 0 : rows);
        }
      } else {
        rows(inflater, header.width(), header.height());
      }
      requireEnd(inflater);
    } catch (DataFormatException e) {
      throw new IOException("has damaged pixels: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  private void rows(Inflater inflater, int columns, int rows)
      throws IOException, DataFormatException {
    byte[] row = new byte[1 + (int) (((long) columns * header.bitsPerPixel() + 7) / 8)];
    for (int index = 0; index < rows; index++) {
      for (int filled = 0; filled < row.length; ) {
        int count = inflater.inflate(row, filled, row.length - filled);
        if (count == 0) {
          throw new IOException("holds fewer pixels than its size needs");
        }
        filled += count;
      }
      if (row[0] < 0 || row[0] >= FILTERS) {
        throw new IOException("has damaged pixels: a row with the filter " + (row[0] & 0xff));
      }
    }
  }

  /** The end is where the checksum of all rows is compared. */
  private static void requireEnd(Inflater inflater) throws IOException, DataFormatException {
    if (inflater.inflate(new byte[1]) > 0) {
      throw new IOException("holds more pixels than its size needs");
    }
    if (!inflater.finished()) {
      throw new IOException("has damaged pixels: the packed stream has no end");
    }
    if (inflater.getRemaining() > 0) {
      throw new IOException("has " + inflater.getRemaining() + " bytes after its packed pixels");
    }
  }

  private static int ceiling(int length, int step) {
    return length <= 0 ? 0 : (length + step - 1) / step;
  }
}
