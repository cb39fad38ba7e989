package dev.gantry.golden.picture;

import dev.gantry.golden.picture.format.PngFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Damages good pictures in a process of its own, whose standard error stream tells on decoders. */
final class HostilePictures {
  private HostilePictures() {}

  public static void main(String[] arguments) {
    long seed = Long.parseLong(arguments[0]);
    Random random = new Random(seed);
    BufferedImage scene = Jpeg.scene(40, 30, BufferedImage.TYPE_INT_RGB);
    List<byte[]> good =
        List.of(
            Jpeg.of(scene, false),
            Jpeg.of(scene, true),
            PngBytes.of(4, 3, 3, new byte[36]),
            Png.of(3, 2, 8, 3).chunk("PLTE", new byte[9]).rows(0, 0, 1, 2, 1, 1, 1, 1).end(),
            new Png().header(5, 5, 8, 2, 1).packedRows(new byte[5 * 15 + 11]).end());
    int decoded = 0;
    int refused = 0;
    for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
      byte[] hostile = damaged(good.get(round % good.size()), random);
      try {
        PictureDecoder.decode(hostile);
        decoded++;
      } catch (IOException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
    System.out.println(decoded + " decoded, " + refused + " refused");
  }

  private static byte[] damaged(byte[] good, Random random) {
    byte[] hostile = good.clone();
    for (int flips = random.nextInt(4); flips > 0; flips--) {
      hostile[2 + random.nextInt(hostile.length - 2)] = (byte) random.nextInt(256);
    }
    if (random.nextInt(4) == 0) {
      hostile = Arrays.copyOf(hostile, random.nextInt(hostile.length + 20));
    }
    if (random.nextInt(3) > 0) {
      resign(hostile);
    }
    return hostile;
  }

  /** Makes the checksums of a PNG right again, so that the damage gets past them. */
  private static void resign(byte[] png) {
    if (!PngFile.isOne(png)) {
      return;
    }
    var file = ByteBuffer.wrap(png);
    for (int at = 8; at + 12 <= png.length; ) {
      int length = file.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        return;
      }
      CRC32 sum = new CRC32();
      sum.update(png, at + 4, length + 4);
      file.putInt(at + 8 + length, (int) sum.getValue());
      at += 12 + length;
    }
  }
}
