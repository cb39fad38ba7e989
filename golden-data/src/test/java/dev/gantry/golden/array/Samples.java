package dev.gantry.golden.array;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Tensors of any type, and files in NumPy's format such as NumPy would not write. */
final class Samples {
  static final List<List<Long>> SHAPES =
      List.of(List.of(), List.of(5L), List.of(2L, 0L, 8L), List.of(1L, 3L, 4L, 2L), List.of(0L));

  private Samples() {}

  static Tensor tensor(String name, ElementType type, List<Long> shape, Random random) {
    byte[] bytes = new byte[(int) Tensor.byteCount(type, shape)];
    random.nextBytes(bytes);
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = type == ElementType.BOOL ? (byte) (bytes[index] & 1) : bytes[index];
    }
    return new Tensor(new TensorSpec(name, type, shape), ByteBuffer.wrap(bytes));
  }

  static byte[] npy(String type, String shape, int bytes) {
    return npy(
        1,
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }",
        new byte[bytes]);
  }

  static byte[] npy(int version, String header, byte[] content) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    byte[] text = (header + "\n").getBytes(StandardCharsets.UTF_8);
    int width = version == 1 ? 2 : 4;
    for (int index = 0; index < width; index++) {
      file.write(text.length >> (8 * index));
    }
    file.writeBytes(text);
    file.writeBytes(content);
    return file.toByteArray();
  }

  /** A few bytes flipped, overwritten, cut, doubled or put in, somewhere. */
  static byte[] spoiled(byte[] good, Random random) {
    byte[] bad = good.clone();
    for (int times = 1 + random.nextInt(4); times > 0 && bad.length > 0; times--) {
      // Headers are where the harm is done.
      int at = random.nextInt(random.nextBoolean() ? Math.min(bad.length, 160) : bad.length);
      switch (random.nextInt(5)) {
        case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bad[at] = (byte) random.nextInt(256);
        case 2 -> bad = Arrays.copyOf(bad, at);
        case 3 -> bad = Arrays.copyOf(bad, bad.length + 1 + random.nextInt(20));
        default -> {
          byte[] longer = new byte[bad.length + 1];
          System.arraycopy(bad, 0, longer, 0, at);
          longer[at] = (byte) random.nextInt(256);
          System.arraycopy(bad, at, longer, at + 1, bad.length - at);
          bad = longer;
        }
      }
    }
    return bad;
  }
}
