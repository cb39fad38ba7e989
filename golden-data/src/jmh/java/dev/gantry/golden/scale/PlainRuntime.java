package dev.gantry.golden.scale;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The peer of a capture: ONNX Runtime alone, as its own examples use it, with the options that a
 * capture has. Its inputs lie in native memory beforehand, and nobody looks at its outputs.
 */
final class PlainRuntime implements AutoCloseable {
  private static final int INPUTS = 32;

  private final OrtSession session;
  private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();

  PlainRuntime(Path model, TensorSpec spec) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      session = environment.createSession(model.toString(), options);
    }
    Random random = new Random(1);
    long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
    for (int index = 0; index < INPUTS; index++) {
      int bytes = Math.toIntExact(Tensor.byteCount(spec.type(), spec.shape()));
      FloatBuffer numbers =
          ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
      while (numbers.hasRemaining()) {
        numbers.put(random.nextFloat() * 4 - 2);
      }
      inputs.add(Map.of(spec.name(), OnnxTensor.createTensor(environment, numbers.flip(), shape)));
    }
  }

  void infer(int count, int threads) throws IOException {
    AtomicInteger next = new AtomicInteger();
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    List<Thread> running = new ArrayList<>();
    for (int index = 0; index < threads; index++) {
      Thread thread = new Thread(() -> work(next, count));
      thread.setUncaughtExceptionHandler((where, failure) -> failures.add(failure));
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    if (!failures.isEmpty()) {
      throw new IOException("ONNX Runtime failed", failures.get(0));
    }
  }

  private void work(AtomicInteger next, int count) {
    for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
      try (OrtSession.Result result = session.run(inputs.get(index % INPUTS))) {
        if (result.size() == 0) {
          throw new IllegalStateException("the model has no outputs");
        }
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() throws OrtException {
    inputs.forEach(fed -> fed.values().forEach(OnnxTensor::close));
    session.close();
  }
}
