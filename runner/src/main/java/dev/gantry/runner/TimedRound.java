package dev.gantry.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gantry.dossier.Tensor;
import dev.gantry.dossier.TensorSpec;
import dev.gantry.runner.wire.RunnerLine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One inference after another, each timed in nanoseconds, nothing copied in between. */
final class TimedRound implements AutoCloseable {
  /** Enough different samples that caches see variety, few enough to stay in memory. */
  private static final int MOST_SAMPLES = 64;

  private static final long MOST_BYTES = 64L << 20;
  private static final int STEP = 250;

  private final OrtSession session;
  private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
  private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();

  /** The outputs of one inference tell the sizes, so that the timed ones write into place. */
  TimedRound(LoadedEngine engine, List<List<Tensor>> samples) throws OrtException {
    this.session = engine.session();
    OrtEnvironment environment = OrtProcess.environment();
    for (List<Tensor> sample : samples) {
      Map<String, OnnxTensor> fed = new LinkedHashMap<>();
      for (Tensor tensor : sample) {
        fed.put(tensor.name(), OrtTensors.of(environment, tensor));
      }
      inputs.add(fed);
    }
    for (Tensor output : engine.run(samples.get(0))) {
      outputs.put(output.name(), pinned(environment, output.spec()));
    }
  }

  static boolean hasRoom(List<List<Tensor>> samples) {
    long bytes =
        samples.stream().flatMap(List::stream).mapToLong(tensor -> tensor.data().remaining()).sum();
    return samples.size() < MOST_SAMPLES && bytes < MOST_BYTES;
  }

  long[] run(int warmUp, int queries, Consumer<RunnerLine> out) throws OrtException {
    for (int query = 0; query < warmUp; query++) {
      session.run(inputs.get(query % inputs.size()), outputs).close();
    }
    long[] times = new long[queries];
    for (int query = 0; query < queries; query++) {
      Map<String, OnnxTensor> sample = inputs.get(query % inputs.size());
      long before = System.nanoTime();
      session.run(sample, outputs).close();
      times[query] = System.nanoTime() - before;
      if ((query + 1) % STEP == 0) {
        out.accept(new RunnerLine.Step(query + 1, queries, "timed"));
      }
    }
    return times;
  }

  @Override
  public void close() {
    inputs.forEach(fed -> fed.values().forEach(OnnxTensor::close));
    outputs.values().forEach(OnnxTensor::close);
  }

  private static OnnxTensor pinned(OrtEnvironment environment, TensorSpec spec)
      throws OrtException {
    int bytes = Math.toIntExact(Tensor.byteCount(spec.type(), spec.shape()));
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(
        environment, direct, OrtTensors.shape(spec), OrtTensors.javaType(spec.type()));
  }
}
