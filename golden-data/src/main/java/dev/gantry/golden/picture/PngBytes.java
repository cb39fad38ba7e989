package dev.gantry.golden.picture;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Levels packed as the bytes of a PNG file. */
public final class PngBytes {
  private PngBytes() {}

  public static byte[] of(Pixels pixels) {
    return of(pixels.width(), pixels.height(), pixels.channels(), pixels.levels());
  }

  /** Rows of pixels: 1 channel is grey, 3 are RGB, 4 are RGB and opacity. */
  @SuppressWarnings("try")
  public static byte[] of(int width, int height, int channels, byte[] levels) {
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new IllegalArgumentException("a PNG has 1, 3 or 4 channels here, not " + channels);
    }
    if (width < 1 || height < 1 || levels.length != (long) width * height * channels) {
      throw new IllegalArgumentException(
          levels.length + " levels are not " + width + " x " + height + " x " + channels);
    }
    OpenCv.load();
    try (PointerScope scope = new PointerScope()) {
      BytePointer data = new BytePointer(blueFirst(levels, channels));
      Mat matrix = new Mat(height, width, opencv_core.CV_8UC(channels), data);
      BytePointer packed = new BytePointer();
      if (!opencv_imgcodecs.imencode(".png", matrix, packed)) {
        throw new IllegalStateException("a PNG of " + width + " x " + height + " is not written");
      }
      byte[] bytes = new byte[Math.toIntExact(packed.limit())];
      packed.get(bytes);
      return bytes;
    }
  }

  private static byte[] blueFirst(byte[] levels, int channels) {
    if (channels == 1) {
      return levels;
    }
    byte[] swapped = levels.clone();
    for (int pixel = 0; pixel < levels.length; pixel += channels) {
      swapped[pixel] = levels[pixel + 2];
      swapped[pixel + 2] = levels[pixel];
    }
    return swapped;
  }
}
