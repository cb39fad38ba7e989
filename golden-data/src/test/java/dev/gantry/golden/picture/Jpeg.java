package dev.gantry.golden.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Real JPEG files, and what may be done to them. */
final class Jpeg {
  private Jpeg() {}

  static BufferedImage scene(int width, int height, int type) {
    Random random = new Random(5);
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int wave = (int) (100 + 90 * Math.sin(x / 9.0) * Math.cos(y / 7.0)) + random.nextInt(20);
        image.setRGB(x, y, (wave << 16) | ((wave / 2 + x % 60) << 8) | (255 - wave));
      }
    }
    return image;
  }

  static byte[] of(int width, int height) {
    return of(scene(width, height, BufferedImage.TYPE_INT_RGB), false);
  }

  static byte[] of(BufferedImage image, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), how);
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** With a segment right after the start of the file. */
  static byte[] with(byte[] jpeg, int marker, byte... content) {
    ByteBuffer bytes = ByteBuffer.allocate(jpeg.length + content.length + 4);
    bytes.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker);
    bytes.putShort((short) (content.length + 2)).put(content);
    return bytes.put(jpeg, 2, jpeg.length - 2).array();
  }

  static byte[] exif(int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(32);
    exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
    exif.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
    return exif.putShort((short) orientation).array();
  }

  /** The place of the first segment with this marker, where its ff stands. */
  static int find(byte[] jpeg, int marker) {
    for (int index = 2; index < jpeg.length - 1; index++) {
      if ((jpeg[index] & 0xff) == 0xff && (jpeg[index + 1] & 0xff) == marker) {
        return index;
      }
    }
    throw new AssertionError("no marker " + Integer.toHexString(marker));
  }

  static byte[] changed(byte[] bytes, int index, int value) {
    byte[] changed = bytes.clone();
    changed[index] = (byte) value;
    return changed;
  }

  static byte[] joined(byte[] first, byte... second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
