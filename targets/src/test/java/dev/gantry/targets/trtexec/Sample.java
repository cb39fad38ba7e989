package dev.gantry.targets.trtexec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Files and logs in the format of trtexec, written by hand. */
public final class Sample {
  private Sample() {}

  public static byte[] bytes(String name) throws IOException {
    try (InputStream in = Sample.class.getResourceAsStream("/trtexec/" + name)) {
      if (in == null) {
        throw new IOException("no sample " + name);
      }
      return in.readAllBytes();
    }
  }

  public static String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /** Bytes changed, cut out and doubled here and there. */
  public static byte[] spoilt(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > 2; times--) {
      int at = random.nextInt(bytes.length);
      int length = random.nextInt(Math.min(40, bytes.length - at) + 1);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = joined(bytes, at, at + length);
        default -> bytes = joined(bytes, at + length, at);
      }
    }
    return bytes;
  }

  private static byte[] joined(byte[] bytes, int until, int from) {
    byte[] head = Arrays.copyOf(bytes, until + bytes.length - from);
    System.arraycopy(bytes, from, head, until, bytes.length - from);
    return head;
  }
}
