package dev.gantry.runner;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.inference.NativeInputs;
import java.util.List;

/** An engine of ONNX Runtime, run for its times and answers. */
final class OrtEngine implements RunnableEngine {
  private final LoadedEngine engine;

  OrtEngine(LoadedEngine engine) {
    this.engine = engine;
  }

  @Override
  public List<TensorSpec> inputs() {
    return engine.inputs();
  }

  /** The inputs lie in native memory beforehand, as with every timed query. */
  @Override
  public FirstInference first(QueryInputs feed) throws BackendException {
    try (NativeInputs fed = NativeInputs.of(feed.tensors(), engine.memory())) {
      long before = System.nanoTime();
      try (OrtSession.Result result = engine.session().run(fed.tensors())) {
        long took = System.nanoTime() - before;
        return new FirstInference(took, LoadedEngine.copies(result));
      }
    } catch (OrtException e) {
      throw OrtRuntime.said(e);
    }
  }

  @Override
  public List<Tensor> run(List<Tensor> sample) throws BackendException {
    try {
      return engine.runHere(sample);
    } catch (OrtException e) {
      throw OrtRuntime.said(e);
    }
  }

  @Override
  public ReadyEngine ready(List<QueryInputs> feeds, List<Tensor> first) throws BackendException {
    try {
      return OrtReadyEngine.of(engine, feeds, first);
    } catch (OrtException e) {
      throw OrtRuntime.said(e);
    }
  }

  /** The runtime tells nothing more: its memory is that of the process. */
  @Override
  public void tell(RunOutput outbox) {}

  @Override
  public void close() throws BackendException {
    try {
      engine.close();
    } catch (OrtException e) {
      throw OrtRuntime.said(e);
    }
  }
}
