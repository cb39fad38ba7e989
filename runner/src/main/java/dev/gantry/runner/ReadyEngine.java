package dev.gantry.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gantry.dossier.ElementType;
import dev.gantry.dossier.Tensor;
import dev.gantry.dossier.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose inputs lie ready in native memory, and its outputs too where their sizes are
 * known beforehand: a query does nothing but infer.
 */
final class ReadyEngine implements AutoCloseable {
  private final OrtSession session;
  private final List<Feed> feeds;
  private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
  private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
  private OrtSession.@Nullable Result last;

  private ReadyEngine(OrtSession session, List<Feed> feeds) {
    this.session = session;
    this.feeds = List.copyOf(feeds);
  }

  /** The outputs of the first feed tell the sizes. */
  static ReadyEngine of(LoadedEngine engine, List<Feed> feeds, List<Tensor> first)
      throws OrtException {
    ReadyEngine ready = new ReadyEngine(engine.session(), feeds);
    try {
      ready.layInputs();
      List<TensorSpec> got = first.stream().map(Tensor::spec).toList();
      if (got.equals(engine.outputs()) && got.stream().allMatch(ReadyEngine::canBePinned)) {
        ready.layOutputs(got);
      }
      return ready;
    } catch (OrtException | RuntimeException e) {
      ready.close();
      throw e;
    }
  }

  /** Whether outputs are written into memory of ours; else the runtime takes some each time. */
  boolean pinned() {
    return !outputs.isEmpty();
  }

  int batch() {
    return feeds.get(0).batch();
  }

  /** One inference; its answer can be looked at until it is forgotten. */
  void ask(long query) throws OrtException {
    Map<String, OnnxTensor> fed = inputs.get((int) (query % inputs.size()));
    last = outputs.isEmpty() ? session.run(fed) : session.run(fed, outputs);
  }

  /** After each query, outside of what is timed. */
  void forget() {
    if (last != null) {
      last.close();
      last = null;
    }
  }

  /** A copy of what the last query answered to one of the samples it was fed. */
  Answer answer(long query, int place) throws OrtException {
    Feed feed = feeds.get((int) (query % feeds.size()));
    List<Tensor> copies = new ArrayList<>();
    if (pinned()) {
      for (Map.Entry<String, OnnxTensor> output : outputs.entrySet()) {
        copies.add(OrtTensors.copy(output.getKey(), output.getValue()));
      }
    } else if (last != null) {
      for (Map.Entry<String, OnnxValue> output : last) {
        copies.add(OrtTensors.copy(output.getKey(), output.getValue()));
      }
    }
    return Answer.of(copies, feed, place);
  }

  @Override
  public void close() {
    forget();
    inputs.forEach(fed -> fed.values().forEach(OnnxTensor::close));
    outputs.values().forEach(OnnxTensor::close);
  }

  private void layInputs() throws OrtException {
    for (Feed feed : feeds) {
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
