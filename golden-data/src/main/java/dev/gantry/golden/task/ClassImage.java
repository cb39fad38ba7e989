package dev.gantry.golden.task;

import java.util.Arrays;

/** The index of a class for each place of a grid, row by row. */
public final class ClassImage {
  /** The level of a place that nobody labelled, or for which no class could be chosen. */
  public static final int NONE = 255;

  private final int width;
  private final int height;
  private final byte[] levels;

  public ClassImage(int width, int height, byte[] levels) {
    if (levels.length != (long) width * height) {
      throw new IllegalArgumentException(
          levels.length + " places do not fill " + width + " x " + height);
    }
    this.width = width;
    this.height = height;
    this.levels = levels.clone();
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public int places() {
    return levels.length;
  }

  /** The level of a place, counted row by row: 0 to 255. */
  public int at(int place) {
    return levels[place] & 0xff;
  }

  public int at(int x, int y) {
    return at(y * width + x);
  }

  public byte[] levels() {
    return levels.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassImage image
        && width == image.width
        && height == image.height
        && Arrays.equals(levels, image.levels);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(levels);
  }

  @Override
  public String toString() {
    return "classes of " + width + " x " + height + " places";
  }
}
