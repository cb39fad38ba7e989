package dev.gantry.golden.picture;

import dev.gantry.golden.picture.format.PictureFile;
import dev.gantry.golden.picture.format.PngFile;
import dev.gantry.inference.BoundedCall;
import dev.gantry.inference.InferenceLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Packed bytes become pixels, all of them or none. */
public final class PictureDecoder {
  private static final int OPAQUE = 255;

  /** The largest picture that is read takes a few seconds; no setting allows more. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private PictureDecoder() {}

  /** Messages continue after the name of the file. */
  public static Pixels decode(byte[] bytes) throws IOException {
    return decode(PictureFile.of(bytes));
  }

  public static Pixels read(Path file) throws IOException {
    PictureFile picture = PictureFile.read(file);
    try {
      return decode(picture);
    } catch (IOException e) {
      throw new IOException(file + " " + e.getMessage(), e);
    }
  }

  public static Pixels decode(PictureFile file) throws IOException {
    file.requireWholePixels();
    OpenCv.load();
    return inTime(LONGEST, () -> unpacked(file));
  }

  static <T> T inTime(Duration longest, BoundedCall.Work<T, IOException> work) throws IOException {
    try {
      return new BoundedCall(longest, () -> false, () -> {}).of(work);
    } catch (TimeoutException e) {
      throw new IOException(
          "was not decoded within "
              + InferenceLimit.words(longest)
              + ", far longer than any picture takes; save it again, as PNG",
          e);
    }
  }

  @SuppressWarnings("try")
  private static Pixels unpacked(PictureFile file) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      BytePointer bytes = new BytePointer(file.essence());
      Mat packed = new Mat(1, Math.toIntExact(bytes.limit()), opencv_core.CV_8UC1, bytes);
      Mat matrix = opencv_imgcodecs.imdecode(packed, how(file));
      requireAsDeclared(matrix, file);
      if (matrix.channels() == 4) {
        return opaque(OpenCv.levels(matrix), file);
      }
      return OpenCv.pixels(matrix);
    } catch (RuntimeException e) {
      throw new IOException("cannot be decoded: " + e.getMessage(), e);
    }
  }

  private static int how(PictureFile file) {
    int colour =
        switch (file.channels()) {
          case 1 -> opencv_imgcodecs.IMREAD_GRAYSCALE;
          case 3 -> opencv_imgcodecs.IMREAD_COLOR_RGB;
          default -> opencv_imgcodecs.IMREAD_UNCHANGED;
        };
    return colour | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
  }

  private static void requireAsDeclared(Mat matrix, PictureFile file) throws IOException {
    if (matrix.empty()) {
      throw new IOException("cannot be decoded");
    }
    if (matrix.cols() != file.width()
        || matrix.rows() != file.height()
        || matrix.channels() != file.channels()
        || matrix.depth() != opencv_core.CV_8U
        || !matrix.isContinuous()) {
      throw new IOException(
          "was decoded to %d x %d with %d channels, its header says %d x %d with %d"
              .formatted(
                  matrix.cols(),
                  matrix.rows(),
                  matrix.channels(),
                  file.width(),
                  file.height(),
                  file.channels()));
    }
  }

  /** Transparency that is left out shows colours that nobody has seen. */
  private static Pixels opaque(byte[] levels, PictureFile file) throws IOException {
    boolean grey = file instanceof PngFile png && png.isGreyWithAlpha();
    int channels = grey ? 1 : 3;
    int count = levels.length / 4;
    byte[] kept = new byte[count * channels];
    for (int pixel = 0; pixel < count; pixel++) {
      if ((levels[4 * pixel + 3] & 0xff) != OPAQUE) {
        throw new IOException(
            "has a pixel at %d, %d that is transparent; save it without, over a background"
                .formatted(pixel % file.width(), pixel / file.width()));
      }
      // OpenCV keeps blue first.
      for (int channel = 0; channel < channels; channel++) {
        kept[channels * pixel + channel] = levels[4 * pixel + 2 - channel];
      }
    }
    return new Pixels(file.width(), file.height(), channels, kept);
  }
}
