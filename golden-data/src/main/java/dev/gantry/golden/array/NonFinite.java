package dev.gantry.golden.array;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorElements;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.OptionalInt;

/** Counts the elements of a tensor that are NaN or infinite, and finds the first of them. */
public record NonFinite(int nans, int infinities, OptionalInt first) {
  private static final NonFinite NONE = new NonFinite(0, 0, OptionalInt.empty());
  private static final int CHUNK = 4096;

  public static NonFinite in(Tensor tensor) {
    return switch (tensor.spec().type()) {
      case FLOAT32 -> hasSpecial32(tensor) ? counted(tensor) : NONE;
      case FLOAT16 -> hasSpecial16(tensor, 0x7c00) ? counted(tensor) : NONE;
      case BFLOAT16 -> hasSpecial16(tensor, 0x7f80) ? counted(tensor) : NONE;
      case FLOAT64 -> counted(tensor);
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64, BOOL -> NONE;
    };
  }

  public int count() {
    return nans + infinities;
  }

  /**
   * A float is no finite number when all bits of its exponent are set, so that one more in the last
   * of them carries over to the sign: no branch for each element.
   */
  private static boolean hasSpecial32(Tensor tensor) {
    IntBuffer bits = tensor.data().asIntBuffer();
    int[] chunk = new int[Math.min(CHUNK, bits.remaining())];
    int carried = 0;
    while (bits.hasRemaining() && carried >= 0) {
      int length = Math.min(chunk.length, bits.remaining());
      bits.get(chunk, 0, length);
      for (int index = 0; index < length; index++) {
        carried |= (chunk[index] & 0x7f80_0000) + 0x0080_0000;
      }
    }
    return carried < 0;
  }

  private static boolean hasSpecial16(Tensor tensor, int exponent) {
    ByteBuffer bits = tensor.data();
    int last = exponent & -exponent;
    int carried = 0;
    for (int at = bits.position(); at < bits.limit(); at += 2) {
      carried |= (bits.getShort(at) & exponent) + last;
    }
    return (carried & 0x8000) != 0;
  }

  private static NonFinite counted(Tensor tensor) {
    TensorElements elements = new TensorElements(tensor);
    int nans = 0;
    int infinities = 0;
    OptionalInt first = OptionalInt.empty();
    for (int index = 0; index < elements.count(); index++) {
      double value = elements.at(index);
      if (!Double.isFinite(value)) {
        first = first.isPresent() ? first : OptionalInt.of(index);
        nans += Double.isNaN(value) ? 1 : 0;
        infinities += Double.isNaN(value) ? 0 : 1;
      }
    }
    return new NonFinite(nans, infinities, first);
  }
}
