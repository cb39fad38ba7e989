package dev.gantry.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine or variant in ONNX Runtime, ready to run. */
public final class LoadedEngine implements AutoCloseable {
  private final OrtSession session;
  private final InferenceLimit limit;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final NativeMemory memory = new NativeMemory();

  /** Inferences that go on, those that were left behind among them. */
  private final AtomicInteger running = new AtomicInteger();

  private LoadedEngine(OrtSession session, InferenceLimit limit) throws OrtException {
    this.session = session;
    this.limit = limit;
    this.inputs = specs(session.getInputInfo());
    this.outputs = specs(session.getOutputInfo());
  }

  /** Loads a graph as it stands: an engine was optimised when it was built, and is run as it is. */
  public static LoadedEngine asBuilt(Path file, int threads, InferenceLimit limit)
      throws OrtException {
    return limit.loading(
        () -> {
          try (OrtSession.SessionOptions options = options(threads, OptLevel.NO_OPT)) {
            return of(session(file, options), limit);
          }
        });
  }

  /** Loads a trained model as the runtime runs it by itself, with all that it does to a graph. */
  public static LoadedEngine optimised(Path model, int threads, InferenceLimit limit)
      throws OrtException {
    return limit.loading(
        () -> {
          try (OrtSession.SessionOptions options = options(threads, OptLevel.ALL_OPT)) {
            return of(session(model, options), limit);
          }
        });
  }

  /**
   * Loads a trained model for what engines are held against: as {@link #optimised}, but whole
   * numbers are multiplied in full. On x86 without VNNI the runtime lets their sums saturate for
   * speed unless told otherwise, and an int8 model then answers far from the truth.
   */
  public static LoadedEngine exact(Path model, int threads, InferenceLimit limit)
      throws OrtException {
    try {
      return limit.loading(
          () -> {
            try (OrtSession.SessionOptions options = options(threads, OptLevel.ALL_OPT)) {
              options.addConfigEntry("session.x64quantprecision", "1");
              return of(session(model, options), limit);
            }
          });
    } catch (OrtException e) {
      // It rewrites some graphs of whole numbers into ones that it has no kernels for; what is
      // wrong with any other comes up again.
      return asBuilt(model, threads, limit);
    }
  }

  /** The same for a graph in memory, for proofs on the host. */
  public static LoadedEngine asBuilt(byte[] graph, int threads, InferenceLimit limit)
      throws OrtException {
    return limit.loading(
        () -> {
          try (OrtSession.SessionOptions options = options(threads, OptLevel.NO_OPT)) {
            return of(OrtProcess.environment().createSession(graph, options), limit);
          }
        });
  }

  /**
   * A graph as it stands but for constants, for one that is only looked at: quantization is
   * computed as it is written, and memory that an inference used is given back after it.
   */
  static LoadedEngine plain(byte[] graph, int threads, InferenceLimit limit) throws OrtException {
    try {
      return plain(graph, threads, OptLevel.BASIC_OPT, limit);
    } catch (OrtException e) {
      // The runtime's own rewriting breaks some graphs whose bodies read tensors from outside; what
      // is wrong with any other comes up again.
      return plain(graph, threads, OptLevel.NO_OPT, limit);
    }
  }

  private static LoadedEngine plain(byte[] graph, int threads, OptLevel level, InferenceLimit limit)
      throws OrtException {
    return limit.loading(
        () -> {
          try (OrtSession.SessionOptions options = options(threads, level)) {
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            return of(OrtProcess.environment().createSession(graph, options), limit);
          }
        });
  }

  /** In the runner, whose process as a whole is watched: on the thread that asks, and no other. */
  public static LoadedEngine onBoard(Path engine, int threads) throws OrtException {
    try (OrtSession.SessionOptions options = options(threads, OptLevel.NO_OPT)) {
      return of(session(engine, options), InferenceLimit.usual(engine.toString()));
    }
  }

  private static OrtSession session(Path model, OrtSession.SessionOptions options)
      throws OrtException {
    return OrtProcess.environment().createSession(model.toString(), options);
  }

  private static LoadedEngine of(OrtSession session, InferenceLimit limit) throws OrtException {
    try {
      return new LoadedEngine(session, limit);
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Saves the graph optimised for the processor that this runs on: that file is the engine. */
  public static void build(Path variant, Path engine, int threads) throws OrtException {
    try (OrtSession.SessionOptions options = options(threads, OptLevel.ALL_OPT)) {
      options.setOptimizedModelFilePath(engine.toString());
      OrtProcess.environment().createSession(variant.toString(), options).close();
    }
  }

  public List<TensorSpec> inputs() {
    return inputs;
  }

  public List<TensorSpec> outputs() {
    return outputs;
  }

  /**
   * One inference within the limit; the outputs are copies, in the order of the graph.
   *
   * @throws OverdueException where it does not end
   */
  public List<Tensor> run(List<Tensor> sample) throws OrtException {
    return within(
        options -> {
          try (NativeInputs fed = NativeInputs.of(sample, memory);
              OrtSession.Result result = session.run(fed.tensors(), options)) {
            return copies(result);
          }
        });
  }

  /** The same on the thread that asks, without a limit: the runner's process is watched. */
  public List<Tensor> runHere(List<Tensor> sample) throws OrtException {
    try (NativeInputs fed = NativeInputs.of(sample, memory);
        OrtSession.Result result = session.run(fed.tensors())) {
      return copies(result);
    }
  }

  /** Whatever it reads and writes is freed by itself, or not before {@link #isIdle}. */
  <T> T within(InferenceLimit.Inference<T> inference) throws OrtException {
    return limit.answering(
        options -> {
          running.incrementAndGet();
          try {
            return inference.run(options);
          } finally {
            running.decrementAndGet();
          }
        });
  }

  /** False where an inference was left behind: what it works with must not be freed. */
  public boolean isIdle() {
    return running.get() == 0;
  }

  public static List<Tensor> copies(OrtSession.Result result) throws OrtException {
    List<Tensor> copies = new ArrayList<>();
    for (Map.Entry<String, OnnxValue> output : result) {
      copies.add(OrtTensors.copy(output.getKey(), output.getValue()));
    }
    return copies;
  }

  public NativeMemory memory() {
    return memory;
  }

  public OrtSession session() {
    return session;
  }

  @Override
  public void close() throws OrtException {
    if (isIdle()) {
      session.close();
    }
  }

  static OrtSession.SessionOptions options(int threads, OptLevel level) throws OrtException {
    OrtSession.SessionOptions options = OrtProcess.options();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(level);
    // Errors come back as exceptions; the log would only repeat them and warn of saved layouts.
    options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  private static List<TensorSpec> specs(Map<String, NodeInfo> nodes) throws OrtException {
    List<TensorSpec> specs = new ArrayList<>();
    for (NodeInfo node : nodes.values()) {
      specs.add(OrtTensors.spec(node));
    }
    return List.copyOf(specs);
  }
}
