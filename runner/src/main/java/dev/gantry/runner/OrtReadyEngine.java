package dev.gantry.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.inference.OrtProcess;
import dev.gantry.inference.OrtTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An engine in ONNX Runtime whose inputs lie ready in native memory, and its outputs too where
 * their sizes are known beforehand: a query does nothing but infer.
 */
final class OrtReadyEngine implements ReadyEngine {
  private final OrtSession session;
  private final List<QueryInputs> feeds;
  private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
  private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
  private OrtSession.@Nullable Result last;

  private OrtReadyEngine(OrtSession session, List<QueryInputs> feeds) {
    this.session = session;
    this.feeds = List.copyOf(feeds);
  }

  /** The outputs of the first feed tell the sizes. */
  static OrtReadyEngine of(LoadedEngine engine, List<QueryInputs> feeds, List<Tensor> first)
      throws OrtException {
    OrtReadyEngine ready = new OrtReadyEngine(engine.session(), feeds);
    try {
      ready.layInputs();
      List<TensorSpec> got = first.stream().map(Tensor::spec).toList();
      if (got.equals(engine.outputs()) && got.stream().allMatch(OrtReadyEngine::canBePinned)) {
        ready.layOutputs(got);
      }
      return ready;
    } catch (OrtException | RuntimeException e) {
      ready.close();
      throw e;
    }
  }

  @Override
  public boolean pinned() {
    return !outputs.isEmpty();
  }

  @Override
  public int batch() {
    return feeds.get(0).batch();
  }

  @Override
  public void ask(long query) throws BackendException {
    Map<String, OnnxTensor> fed = inputs.get((int) (query % inputs.size()));
    try {
      last = outputs.isEmpty() ? session.run(fed) : session.run(fed, outputs);
    } catch (OrtException e) {
      throw OrtRuntime.said(e);
    }
  }

  @Override
  public void forget() {
    if (last != null) {
      last.close();
      last = null;
    }
  }

  @Override
  public SampleAnswer answer(long query, int place) throws BackendException {
    QueryInputs feed = feeds.get((int) (query % feeds.size()));
    try {
      return SampleAnswer.of(copies(), feed, place);
    } catch (OrtException e) {
      throw OrtRuntime.said(e);
    }
  }

  private List<Tensor> copies() throws OrtException {
    if (!pinned()) {
      return last == null ? List.of() : LoadedEngine.copies(last);
    }
    List<Tensor> copies = new ArrayList<>();
    for (Map.Entry<String, OnnxTensor> output : outputs.entrySet()) {
      copies.add(OrtTensors.copy(output.getKey(), output.getValue()));
    }
    return copies;
  }

  @Override
  public void close() {
    forget();
    inputs.forEach(fed -> fed.values().forEach(OnnxTensor::close));
    outputs.values().forEach(OnnxTensor::close);
  }

  private void layInputs() throws OrtException {
    for (QueryInputs feed : feeds) {
      Map<String, OnnxTensor> fed = new LinkedHashMap<>();
      inputs.add(fed);
      for (Tensor tensor : feed.tensors()) {
        fed.put(tensor.name(), OrtTensors.of(OrtProcess.environment(), tensor));
      }
    }
  }

  private void layOutputs(List<TensorSpec> specs) throws OrtException {
    OrtEnvironment environment = OrtProcess.environment();
    for (TensorSpec spec : specs) {
      int bytes = Math.toIntExact(Tensor.byteCount(spec.type(), spec.shape()));
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      outputs.put(
          spec.name(),
          OnnxTensor.createTensor(
              environment, direct, OrtTensors.shape(spec), OrtTensors.javaType(spec.type())));
    }
  }

  // The runtime's Java border makes no tensors of these, it only hands them out.
  private static boolean canBePinned(TensorSpec spec) {
    return spec.type() != ElementType.UINT16
        && spec.type() != ElementType.UINT32
        && spec.type() != ElementType.UINT64;
  }
}
