package dev.gantry.golden.picture;

import java.io.IOException;
import org.bytedeco.opencv.global.opencv_imgproc;

/** A small copy of a picture, to be shown among many. */
public record Thumbnail(int longestSide) {
  public Thumbnail {
    if (longestSide < 1) {
      throw new IllegalArgumentException("a thumbnail of " + longestSide + " pixels is nothing");
    }
  }

  /** As a PNG; a picture that is small already keeps its size. */
  public byte[] png(byte[] picture) throws IOException {
    return png(PictureDecoder.decode(picture));
  }

  public byte[] png(Pixels pixels) {
    return PngBytes.of(scaled(pixels));
  }

  private Pixels scaled(Pixels pixels) {
    int longest = Math.max(pixels.width(), pixels.height());
    if (longest <= longestSide) {
      return pixels;
    }
    int width = side(pixels.width(), longest);
    int height = side(pixels.height(), longest);
    return OpenCv.scaled(pixels, width, height, opencv_imgproc.INTER_AREA);
  }

  private int side(int length, int longest) {
    return (int) Math.max(1, Math.round((double) length * longestSide / longest));
  }
}
