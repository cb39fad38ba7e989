package dev.gantry.golden.picture.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The packed pixels of a JPEG file, unpacked once only to hear whether anything is wrong. */
final class JpegScans {
  /** The rows are all unpacked, but few pixels are kept. */
  private static final int EVERY = 16;

  private final byte[] bytes;

  JpegScans(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * With Java's decoder, because it hands its warnings over; the one in OpenCV prints them to the
   * standard error stream and goes on.
   */
  void check() throws IOException {
    List<String> warnings = new ArrayList<>();
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(stream, true, true);
      ImageReadParam few = reader.getDefaultReadParam();
      few.setSourceSubsampling(EVERY, EVERY, 0, 0);
      reader.readRaster(0, few);
    } catch (IOException | RuntimeException e) {
      // The decoder answers damaged bytes with whatever exception it stumbles over.
      throw new IOException("has damaged pixels: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
    if (!warnings.isEmpty()) {
      throw new IOException("has damaged pixels: " + warnings.get(0));
    }
  }
}
