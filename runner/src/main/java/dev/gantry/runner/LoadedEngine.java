package dev.gantry.runner;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.gantry.dossier.Tensor;
import dev.gantry.dossier.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An engine or variant in ONNX Runtime, ready to run. */
public final class LoadedEngine implements AutoCloseable {
  private final OrtSession session;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final NativeMemory memory = new NativeMemory();

  private LoadedEngine(OrtSession session) throws OrtException {
    this.session = session;
    this.inputs = specs(session.getInputInfo());
    this.outputs = specs(session.getOutputInfo());
  }

  /** Loads a graph as it stands: an engine was optimised when it was built, and is run as it is. */
  public static LoadedEngine asBuilt(Path file, int threads) throws OrtException {
    try (OrtSession.SessionOptions options = options(threads, OptLevel.NO_OPT)) {
      return of(OrtProcess.environment().createSession(file.toString(), options));
    }
  }

  /** Loads a trained model as the runtime runs it by itself, with all that it does to a graph. */
  public static LoadedEngine optimised(Path model, int threads) throws OrtException {
    try (OrtSession.SessionOptions options = options(threads, OptLevel.ALL_OPT)) {
      return of(OrtProcess.environment().createSession(model.toString(), options));
    }
  }

  /**
   * Loads a trained model for what engines are held against: as {@link #optimised}, but whole
   * numbers are multiplied in full. On x86 without VNNI the runtime lets their sums saturate for
   * speed unless told otherwise, and an int8 model then answers far from the truth.
   */
  public static LoadedEngine exact(Path model, int threads) throws OrtException {
    try (OrtSession.SessionOptions options = options(threads, OptLevel.ALL_OPT)) {
      options.addConfigEntry("session.x64quantprecision", "1");
      return of(OrtProcess.environment().createSession(model.toString(), options));
    } catch (OrtException e) {
      // It rewrites some graphs of whole numbers into ones that it has no kernels for; what is
      // wrong
      // with any other comes up again.
      return asBuilt(model, threads);
    }
  }

  private static LoadedEngine of(OrtSession session) throws OrtException {
    try {
      return new LoadedEngine(session);
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The same for a graph in memory, for proofs on the host. */
  public static LoadedEngine asBuilt(byte[] graph, int threads) throws OrtException {
    try (OrtSession.SessionOptions options = options(threads, OptLevel.NO_OPT)) {
      return of(OrtProcess.environment().createSession(graph, options));
    }
  }

  /**
   * A graph as it stands but for constants, for one that is only looked at: quantization is
   * computed as it is written, and memory that an inference used is given back after it.
   */
  static LoadedEngine plain(byte[] graph, int threads) throws OrtException {
    try {
      return plain(graph, threads, OptLevel.BASIC_OPT);
    } catch (OrtException e) {
      // The runtime's own rewriting breaks some graphs whose bodies read tensors from outside; what
      // is wrong with any other comes up again.
      return plain(graph, threads, OptLevel.NO_OPT);
    }
  }

  private static LoadedEngine plain(byte[] graph, int threads, OptLevel level) throws OrtException {
    try (OrtSession.SessionOptions options = options(threads, level)) {
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      return of(OrtProcess.environment().createSession(graph, options));
    }
  }

  /** Saves the graph optimised for the processor that this runs on: that file is the engine. */
  static void build(Path variant, Path engine, int threads) throws OrtException {
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

  /** One inference; the outputs are copies, in the order of the graph. */
  public List<Tensor> run(List<Tensor> sample) throws OrtException {
    try (NativeInputs fed = NativeInputs.of(sample, memory);
        OrtSession.Result result = session.run(fed.tensors())) {
      List<Tensor> got = new ArrayList<>();
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
        got.add(OrtTensors.copy(output.getKey(), output.getValue()));
      }
      return got;
    }
  }

  NativeMemory memory() {
    return memory;
  }

  OrtSession session() {
    return session;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  static OrtSession.SessionOptions options(int threads, OptLevel level) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
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
