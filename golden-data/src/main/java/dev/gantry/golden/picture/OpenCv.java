package dev.gantry.golden.picture;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** OpenCV's native libraries, which are loaded with the first picture and not before. */
final class OpenCv {
  /** Loads once in a process; settings of OpenCV are for the whole process as well. */
  private static final class Natives {
    static {
      // Samples are spread over threads here; threads inside each would only be in their way.
      opencv_core.setNumThreads(1);
      opencv_core.setUseOpenCL(false);
      opencv_core.setUseIPP(false);
    }

    private Natives() {}

    static void load() {}
  }

  private OpenCv() {}

  static void load() {
    try {
      Natives.load();
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "OpenCV for "
              + Loader.getPlatform()
              + " is not part of this installation: build Gantry on this kind of computer",
          e);
    }
  }

  /** For use inside a scope that frees it. */
  static Mat matrix(Pixels pixels) {
    load();
    int type = opencv_core.CV_8UC(pixels.channels());
    return new Mat(pixels.height(), pixels.width(), type, new BytePointer(pixels.levels()));
  }

  @SuppressWarnings("try")
  static Pixels scaled(Pixels pixels, int width, int height, int interpolation) {
    load();
    try (PointerScope scope = new PointerScope()) {
      Mat scaled = new Mat();
      Size size = new Size(width, height);
      opencv_imgproc.resize(matrix(pixels), scaled, size, 0, 0, interpolation);
      return pixels(scaled);
    }
  }

  static Pixels pixels(Mat matrix) {
    return new Pixels(matrix.cols(), matrix.rows(), matrix.channels(), levels(matrix));
  }

  static byte[] levels(Mat matrix) {
    byte[] levels = new byte[Math.toIntExact(matrix.total() * matrix.elemSize())];
    matrix.data().get(levels);
    return levels;
  }
}
