package dev.gantry.dossier.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Numbers with a name, a type and a shape; the bytes are little-endian, row by row. */
public record Tensor(TensorSpec spec, ByteBuffer data) {
  public Tensor {
    data = data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long expected = byteCount(spec.type(), spec.shape());
    if (data.remaining() != expected) {
      throw new IllegalArgumentException(
          "tensor " + spec + " needs " + expected + " bytes, " + data.remaining() + " are there");
    }
  }

  public static Tensor ofFloats(String name, List<Long> shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new Tensor(new TensorSpec(name, ElementType.FLOAT32, shape), bytes);
  }

  /** Fails on a dimension that is unknown or a product that no array could hold. */
  public static long byteCount(ElementType type, List<Long> shape) {
    long count = type.bytes();
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException("dimension " + dimension + " in shape " + shape);
      }
      try {
        count = Math.multiplyExact(count, dimension);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("shape " + shape + " is larger than any memory", e);
      }
    }
    return count;
  }

  /** A fresh view at the start of the bytes, so that readers do not move each other. */
  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  public String name() {
    return spec.name();
  }

  public int elements() {
    return data.remaining() / spec.type().bytes();
  }

  /** The numbers as floats; only for float32, the one format that judgement computes in so far. */
  public float[] floats() {
    if (spec.type() != ElementType.FLOAT32) {
      throw new IllegalArgumentException("tensor " + spec + " does not hold float32");
    }
    float[] values = new float[elements()];
    data().asFloatBuffer().get(values);
    return values;
  }
}
