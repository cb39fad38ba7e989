package dev.gantry.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A tensor that stays in the runtime's own memory between one graph and the next. */
public final class HeldTensor implements AutoCloseable {
  private final TensorSpec spec;
  private final OnnxTensor tensor;

  /** The inferences that read it, those that were left behind among them. */
  private final AtomicInteger lent = new AtomicInteger();

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

  void lend() {
    lent.incrementAndGet();
  }

  void giveBack() {
    lent.decrementAndGet();
  }

  @Override
  public void close() {
    if (lent.get() == 0) {
      tensor.close();
    }
  }
}
