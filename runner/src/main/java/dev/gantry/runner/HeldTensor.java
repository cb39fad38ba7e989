package dev.gantry.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.gantry.dossier.Tensor;
import dev.gantry.dossier.TensorSpec;
import java.nio.FloatBuffer;

/** A tensor that stays in the runtime's own memory between one graph and the next. */
public final class HeldTensor implements AutoCloseable {
  private final TensorSpec spec;
  private final OnnxTensor tensor;

  HeldTensor(TensorSpec spec, OnnxTensor tensor) {
    this.spec = spec;
    this.tensor = tensor;
  }

  public static HeldTensor of(Tensor tensor) throws OrtException {
    return new HeldTensor(tensor.spec(), OrtTensors.of(OrtProcess.environment(), tensor));
  }

  public TensorSpec spec() {
    return spec;
  }

  /** A copy of its numbers, which must be float32. */
  public float[] floats() {
    FloatBuffer values = tensor.getFloatBuffer();
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return copy;
  }

  OnnxTensor tensor() {
    return tensor;
  }

  @Override
  public void close() {
    tensor.close();
  }
}
