package dev.gantry.golden.picture.format;

import java.io.IOException;

/** A JPEG file, from its start over every segment and scan to its end. */
final class JpegFile implements PictureFile {
  private final JpegFrame frame;
  private final byte[] essence;

  private JpegFile(JpegFrame frame, byte[] essence) {
    this.frame = frame;
    this.essence = essence;
  }

  static boolean isOne(byte[] bytes) {
    return bytes.length >= 3
        && (bytes[0] & 0xff) == 0xff
        && (bytes[1] & 0xff) == 0xd8
        && (bytes[2] & 0xff) == 0xff;
  }

  static JpegFile of(byte[] bytes) throws IOException {
    JpegSegments segments = new JpegSegments(bytes);
    JpegFrame frame = segments.walk();
    return new JpegFile(frame, segments.essence());
  }

  @Override
  public int width() {
    return frame.width();
  }

  @Override
  public int height() {
    return frame.height();
  }

  @Override
  public int channels() {
    return frame.components();
  }

  @Override
  public byte[] essence() {
    return essence.clone();
  }

  @Override
  public void requireWholePixels() throws IOException {
    new JpegScans(essence).check();
  }
}
