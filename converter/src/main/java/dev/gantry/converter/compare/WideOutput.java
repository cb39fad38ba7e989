package dev.gantry.converter.compare;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorElements;

/** Float16 outputs as the float32 that answers are read from. */
final class WideOutput {
  private WideOutput() {}

  static Tensor of(Tensor tensor) {
    if (tensor.spec().type() != ElementType.FLOAT16) {
      return tensor;
    }
    TensorElements elements = new TensorElements(tensor);
    float[] values = new float[elements.count()];
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) elements.at(index);
    }
    return Tensor.ofFloats(tensor.name(), tensor.spec().shape(), values);
  }
}
