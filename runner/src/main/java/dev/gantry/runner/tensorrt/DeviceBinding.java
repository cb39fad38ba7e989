package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;

/** An input or output of an engine, and its place on the GPU, taken once for all queries. */
record DeviceBinding(TensorSpec spec, boolean input, BytePointer device) {
  long bytes() {
    return Tensor.byteCount(spec.type(), spec.shape());
  }

  /** The one of a sample's tensors that is for this input. */
  Tensor of(List<Tensor> sample) throws RefusedException {
    for (Tensor tensor : sample) {
      if (!tensor.name().equals(spec.name())) {
        continue;
      }
      if (!tensor.spec().fits(spec)) {
        throw new RefusedException(
            Problem.in(
                "input " + spec.name(),
                "the sample has " + tensor.spec() + ", the engine takes " + spec,
                "use the golden set that was captured for this model"));
      }
      return tensor;
    }
    throw new RefusedException(
        Problem.in(
            "input " + spec.name(),
            "the sample has none of this name, but " + sample.stream().map(Tensor::spec).toList(),
            "use the golden set that was captured for this model"));
  }
}
