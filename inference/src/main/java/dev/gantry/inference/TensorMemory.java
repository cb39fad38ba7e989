package dev.gantry.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Native memory under names, written again and again: what is taken anew each time is only given
 * back when the garbage collector comes by.
 */
public final class TensorMemory {
  private final Map<String, ByteBuffer> memory = new HashMap<>();

  /** Good until something else is held under the same name. */
  public HeldTensor hold(String name, List<Long> shape, float[] values) throws OrtException {
    int bytes = Math.multiplyExact(values.length, Float.BYTES);
    ByteBuffer direct = memory.get(name);
    if (direct == null || direct.capacity() < bytes) {
      direct = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      memory.put(name, direct);
    }
    direct.clear().limit(bytes);
    direct.asFloatBuffer().put(values);
    TensorSpec spec = new TensorSpec(name, ElementType.FLOAT32, shape);
    return new HeldTensor(
        spec,
        OnnxTensor.createTensor(
            OrtProcess.environment(),
            direct,
            OrtTensors.shape(spec),
            OrtTensors.javaType(spec.type())));
  }
}
