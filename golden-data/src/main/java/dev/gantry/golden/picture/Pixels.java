package dev.gantry.golden.picture;

/** A decoded picture: rows of grey or RGB levels of 8 bits. */
public final class Pixels {
  private final int width;
  private final int height;
  private final int channels;
  private final byte[] levels;

  /** Keeps the very array: it may be of 192 MB, and stays inside this package. */
  Pixels(int width, int height, int channels, byte[] levels) {
    if ((channels != 1 && channels != 3) || levels.length != (long) width * height * channels) {
      throw new IllegalArgumentException(
          levels.length + " levels are not " + width + " x " + height + " x " + channels);
    }
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.levels = levels;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** 1 is grey, 3 is red, green and blue. */
  public int channels() {
    return channels;
  }

  public int level(int x, int y, int channel) {
    return levels[(y * width + x) * channels + channel] & 0xff;
  }

  byte[] levels() {
    return levels;
  }
}
