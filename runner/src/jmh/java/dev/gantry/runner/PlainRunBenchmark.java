package dev.gantry.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.OrtProcess;
import dev.gantry.inference.OrtTensors;
import dev.gantry.runner.tensor.TensorFileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The peer of a single round: ONNX Runtime's own call on the same engine file and samples, inputs
 * and outputs in native memory beforehand, driven and timed by JMH.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlainRunBenchmark {
  static final String ENGINE = "gantry.engine";
  static final String SAMPLES = "gantry.samples";

  private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
  private final Map<String, OnnxTensor> outputs = new HashMap<>();
  private OrtSession session;
  private int next;

  @Setup
  public void prepare() throws OrtException, IOException {
    OrtEnvironment environment = OrtProcess.environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      session = environment.createSession(System.getProperty(ENGINE), options);
    }
    try (TensorFileReader reader = new TensorFileReader(Path.of(System.getProperty(SAMPLES)))) {
      while (reader.hasNext()) {
        Map<String, OnnxTensor> fed = new HashMap<>();
        for (Tensor tensor : reader.next()) {
          fed.put(tensor.name(), OrtTensors.of(environment, tensor));
        }
        inputs.add(fed);
      }
    }
    try (OrtSession.Result first = session.run(inputs.get(0))) {
      for (var output : first) {
        TensorSpec spec = OrtTensors.copy(output.getKey(), output.getValue()).spec();
        int bytes = Math.toIntExact(Tensor.byteCount(spec.type(), spec.shape()));
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        outputs.put(spec.name(), OrtTensors.of(environment, new Tensor(spec, direct), direct));
      }
    }
  }

  @Benchmark
  public void call() throws OrtException {
    int sample = next;
    next = sample + 1 == inputs.size() ? 0 : sample + 1;
    session.run(inputs.get(sample), outputs).close();
  }

  @TearDown
  public void close() throws OrtException {
    inputs.forEach(fed -> fed.values().forEach(OnnxTensor::close));
    outputs.values().forEach(OnnxTensor::close);
    session.close();
  }
}
