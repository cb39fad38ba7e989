package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.dossier.tensor.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The numbers of a float32 weight, as float16 holds them. */
final class HalfWeights {
  private final TensorProto weight;
  private final float[] numbers;

  private HalfWeights(TensorProto weight, float[] numbers) {
    this.weight = weight;
    this.numbers = numbers;
  }

  static HalfWeights of(TensorProto weight) {
    return new HalfWeights(weight, WeightNumbers.floats(weight));
  }

  int count() {
    return numbers.length;
  }

  /** The largest finite number without its sign. */
  float largest() {
    float largest = 0;
    for (float number : numbers) {
      float size = Math.abs(number);
      if (size <= Float.MAX_VALUE) {
        largest = Math.max(largest, size);
      }
    }
    return largest;
  }

  /** The smallest without its sign that is not zero. */
  float smallest() {
    float smallest = Float.MAX_VALUE;
    for (float number : numbers) {
      if (number != 0) {
        smallest = Math.min(smallest, Math.abs(number));
      }
    }
    return smallest;
  }

  long flushed() {
    long flushed = 0;
    for (float number : numbers) {
      if (number != 0 && Half.rounded(number) == 0) {
        flushed++;
      }
    }
    return flushed;
  }

  boolean hasNaN() {
    for (float number : numbers) {
      if (Float.isNaN(number)) {
        return true;
      }
    }
    return false;
  }

  /** For bounds, which mean the same at the end of float16 as beyond it. */
  HalfWeights saturated() {
    float[] within = new float[numbers.length];
    for (int index = 0; index < within.length; index++) {
      within[index] = Math.max(-Half.LARGEST, Math.min(Half.LARGEST, numbers[index]));
    }
    return new HalfWeights(weight, within);
  }

  /** A step of 0 would lose all. */
  HalfWeights steps() {
    float[] within = new float[numbers.length];
    for (int index = 0; index < within.length; index++) {
      within[index] = Math.max(WeightSteps.LEAST, numbers[index]);
    }
    return new HalfWeights(weight, within);
  }

  TensorProto typed(String name) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      bytes.putShort(Half.bits(number));
    }
    return WeightNumbers.tensor(
        name, TensorProto.DataType.FLOAT16_VALUE, weight.getDimsList(), bytes.flip());
  }

  TensorProto rounded(String name) {
    float[] rounded = new float[numbers.length];
    for (int index = 0; index < rounded.length; index++) {
      rounded[index] = Half.rounded(numbers[index]);
    }
    return WeightNumbers.tensor(name, weight.getDimsList(), rounded);
  }
}
