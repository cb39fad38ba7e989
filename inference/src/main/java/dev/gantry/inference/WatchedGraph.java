package dev.gantry.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph of which many tensors are looked at: they are written into the same memory run after run
 * and seen there, so that nothing grows with the number of samples.
 */
public final class WatchedGraph implements AutoCloseable {
  private final LoadedEngine engine;
  private final Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
  private final Map<String, ByteBuffer> memory = new LinkedHashMap<>();
  private final Map<String, TensorSpec> specs = new LinkedHashMap<>();

  private WatchedGraph(LoadedEngine engine) {
    this.engine = engine;
  }

  public static WatchedGraph of(byte[] graph, int threads, InferenceLimit limit)
      throws OrtException {
    return new WatchedGraph(LoadedEngine.plain(graph, threads, limit));
  }

  public List<TensorSpec> inputs() {
    return engine.inputs();
  }

  public List<TensorSpec> outputs() {
    return engine.outputs();
  }

  /** Sees an output for as long as its call lasts; the bytes are little-endian. */
  public interface Viewer {
    void see(TensorSpec spec, ByteBuffer values);
  }

  public void run(List<Tensor> sample, Viewer viewer) throws OrtException {
    if (!pinned.isEmpty()) {
      try {
        engine.within(options -> runPinned(sample, options));
        specs.forEach((name, spec) -> viewer.see(spec, view(name)));
        return;
      } catch (OrtException e) {
        // A sample with other shapes than the first does not fit; the plain way tells what is
        // wrong.
        unpin();
      }
    }
    List<Tensor> outputs = engine.run(sample);
    for (Tensor output : outputs) {
      viewer.see(output.spec(), output.data());
    }
    if (specs.isEmpty()) {
      pin(outputs);
    }
  }

  private boolean runPinned(List<Tensor> sample, OrtSession.RunOptions options)
      throws OrtException {
    try (NativeInputs fed = NativeInputs.of(sample, engine.memory())) {
      engine.session().run(fed.tensors(), Set.of(), pinned, options).close();
      return true;
    }
  }

  private ByteBuffer view(String name) {
    ByteBuffer values = memory.get(name);
    if (values == null) {
      throw new IllegalStateException("output " + name + " has no memory");
    }
    return values.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  private void pin(List<Tensor> outputs) throws OrtException {
    for (Tensor output : outputs) {
      TensorSpec spec = output.spec();
      int bytes = Math.toIntExact(Tensor.byteCount(spec.type(), spec.shape()));
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      specs.put(spec.name(), spec);
      memory.put(spec.name(), direct);
      pinned.put(
          spec.name(),
          OnnxTensor.createTensor(
              OrtProcess.environment(),
              direct,
              OrtTensors.shape(spec),
              OrtTensors.javaType(spec.type())));
    }
  }

  private void unpin() {
    if (!engine.isIdle()) {
      return;
    }
    pinned.values().forEach(OnnxTensor::close);
    pinned.clear();
    memory.clear();
  }

  @Override
  public void close() throws OrtException {
    unpin();
    engine.close();
  }
}
