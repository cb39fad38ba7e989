package dev.gantry.converter.compare;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Half;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Converts the inputs of a model to float16 where a variant of it takes them as float16. */
final class HalfInputs {
  private HalfInputs() {}

  static List<Tensor> of(List<Tensor> sample, List<TensorSpec> wanted) {
    return sample.stream().map(tensor -> isHalf(tensor, wanted) ? half(tensor) : tensor).toList();
  }

  private static boolean isHalf(Tensor tensor, List<TensorSpec> wanted) {
    return tensor.spec().type() == ElementType.FLOAT32
        && wanted.stream()
            .filter(spec -> spec.name().equals(tensor.name()))
            .anyMatch(spec -> spec.type() == ElementType.FLOAT16);
  }

  private static Tensor half(Tensor tensor) {
    float[] values = tensor.floats();
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putShort(Half.bits(value));
    }
    TensorSpec spec = new TensorSpec(tensor.name(), ElementType.FLOAT16, tensor.spec().shape());
    return new Tensor(spec, bytes.flip());
  }
}
