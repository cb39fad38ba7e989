package dev.gantry.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.gantry.dossier.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sample in memory that the runtime can read, lent for one inference. */
public final class NativeInputs implements AutoCloseable {
  private final NativeMemory memory;
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
  private final List<ByteBuffer> lent = new ArrayList<>();

  private NativeInputs(NativeMemory memory) {
    this.memory = memory;
  }

  public static NativeInputs of(List<Tensor> sample, NativeMemory memory) throws OrtException {
    NativeInputs inputs = new NativeInputs(memory);
    try {
      for (Tensor tensor : sample) {
        ByteBuffer direct = memory.take(tensor.data().remaining());
        inputs.lent.add(direct);
        inputs.tensors.put(tensor.name(), OrtTensors.of(OrtProcess.environment(), tensor, direct));
      }
      return inputs;
    } catch (OrtException | RuntimeException e) {
      inputs.close();
      throw e;
    }
  }

  public Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
    lent.forEach(memory::giveBack);
  }
}
