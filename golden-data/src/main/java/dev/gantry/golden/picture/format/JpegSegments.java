package dev.gantry.golden.picture.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The segments of a JPEG file, walked once; those that make the pixels are kept. */
final class JpegSegments {
  private static final int START = 0xd8;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int NUMBER_OF_LINES = 0xdc;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  /** Encoders make about ten; hundreds over a large picture only keep a decoder busy. */
  private static final int MOST_SCANS = 64;

  private final byte[] bytes;
  private final ByteArrayOutputStream kept;
  private Optional<JpegFrame> frame = Optional.empty();
  private int scans;
  private int at = 2;

  JpegSegments(byte[] bytes) {
    this.bytes = bytes;
    kept = new ByteArrayOutputStream(bytes.length);
    kept.write(0xff);
    kept.write(START);
  }

  JpegFrame walk() throws IOException {
    for (int marker = marker(); marker != END; marker = marker()) {
      segment(marker);
    }
    kept.write(0xff);
    kept.write(END);
    requireNothingAfter();
    if (frame.isEmpty() || scans == 0) {
      throw new IOException("has no pixels");
    }
    return frame.get();
  }

  byte[] essence() {
    return kept.toByteArray();
  }

  private int marker() throws IOException {
    if (unsigned(at) != 0xff) {
      throw new IOException("is damaged: no JPEG marker at byte " + at);
    }
    int marker = unsigned(++at);
    while (marker == 0xff) {
      marker = unsigned(++at);
    }
    at++;
    return marker;
  }

  private void segment(int marker) throws IOException {
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= START) || marker == NUMBER_OF_LINES) {
      throw new IOException(
          "is damaged: the JPEG marker %02x stands at byte %d".formatted(marker, at - 2));
    }
    int length = (unsigned(at) << 8) | unsigned(at + 1);
    if (length < 2) {
      throw new IOException("is damaged: a JPEG segment of " + length + " bytes at byte " + at);
    }
    if (length > bytes.length - at) {
      throw new IOException("ends early");
    }
    ByteBuffer content = ByteBuffer.wrap(bytes, at + 2, length - 2).slice();
    int start = at;
    at += length;
    if (marker == 0xe1) {
      exif(content);
    }
    if (isFrame(marker)) {
      if (frame.isPresent()) {
        throw new IOException("is damaged: it has two JPEG frames");
      }
      frame = Optional.of(JpegFrame.of(marker, content));
    }
    if (marker == SCAN) {
      scan();
    }
    if (isKept(marker)) {
      kept.write(0xff);
      kept.write(marker);
      kept.write(bytes, start, at - start);
    }
  }

  /** Of the application segments only those that tell the colours; an Exif or profile does not. */
  private static boolean isKept(int marker) {
    boolean application = marker >= 0xe0 && marker <= 0xef;
    boolean comment = marker == 0xfe;
    return marker == 0xe0 || marker == 0xee || (!application && !comment);
  }

  private static boolean isFrame(int marker) {
    // Between them stand the Huffman tables (c4), a reserved marker and the arithmetic tables.
    return marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static void exif(ByteBuffer content) throws IOException {
    if (content.remaining() > EXIF.length
        && content.slice(0, EXIF.length).equals(ByteBuffer.wrap(EXIF))) {
      content.position(EXIF.length);
      UprightCheck.requireUpright(content);
    }
  }

  /** Leaves off at the marker that ends the packed pixels; restart markers are part of them. */
  private void scan() throws IOException {
    if (frame.isEmpty()) {
      throw new IOException("is damaged: pixels before a JPEG frame");
    }
    if (++scans > MOST_SCANS) {
      throw new IOException("has more than " + MOST_SCANS + " scans; save it as a baseline JPEG");
    }
    while (true) {
      if (unsigned(at) == 0xff) {
        int next = unsigned(at + 1);
        if (next != 0 && (next < 0xd0 || next > 0xd7)) {
          return;
        }
        at++;
      }
      at++;
    }
  }

  /** Cameras fill up with zeros, which say nothing; anything else may be a second picture. */
  private void requireNothingAfter() throws IOException {
    for (int index = at; index < bytes.length; index++) {
      if (bytes[index] != 0) {
        throw new IOException(
            "has " + (bytes.length - at) + " bytes after its end; save the picture again");
      }
    }
  }

  private int unsigned(int index) throws IOException {
    if (index >= bytes.length) {
      throw new IOException("ends early");
    }
    return bytes[index] & 0xff;
  }
}
