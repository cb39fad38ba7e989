package dev.gantry.dossier.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The elements of a tensor of any type, each as the nearest double. */
public final class TensorElements {
  private final ElementType type;
  private final ByteBuffer data;
  private final int count;

  public TensorElements(Tensor tensor) {
    this.type = tensor.spec().type();
    this.data = tensor.data().slice().order(ByteOrder.LITTLE_ENDIAN);
    this.count = tensor.elements();
  }

  public int count() {
    return count;
  }

  public double at(int index) {
    return switch (type) {
      case FLOAT32 -> data.getFloat(index * 4);
      case FLOAT64 -> data.getDouble(index * 8);
      case FLOAT16 -> Half.number(data.getShort(index * 2));
      case BFLOAT16 -> Float.intBitsToFloat(data.getShort(index * 2) << 16);
      case INT8, BOOL -> data.get(index);
      case UINT8 -> data.get(index) & 0xff;
      case INT16 -> data.getShort(index * 2);
      case UINT16 -> data.getShort(index * 2) & 0xffff;
      case INT32 -> data.getInt(index * 4);
      case UINT32 -> data.getInt(index * 4) & 0xffff_ffffL;
      case INT64 -> data.getLong(index * 8);
      case UINT64 -> unsigned(data.getLong(index * 8));
    };
  }

  private static double unsigned(long bits) {
    // Half of it, with the last bit kept for the rounding, is a number that Java has.
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }
}
