package dev.gantry.runner;

import ai.onnxruntime.OrtException;
import dev.gantry.dossier.RefusedException;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.inference.OrtProcess;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;
import java.nio.file.Path;

/** ONNX Runtime: its engine is the graph as it optimised it for the board's processor. */
public final class OrtRuntime implements EngineRuntime {
  @Override
  public void tell(RunOutput outbox) {
    outbox.fact("onnxruntime.version", OrtProcess.version());
  }

  @Override
  public void build(RunnerRequest.Build request, RunOutput outbox)
      throws BackendException, IOException, RefusedException {
    RunnerLine.Wrote wrote =
        outbox.file(
            request.engine(), file -> build(outbox.at(request.variant()), file, request.threads()));
    outbox.say(wrote);
  }

  private static void build(Path variant, Path engine, int threads) throws BackendException {
    try {
      LoadedEngine.build(variant, engine, threads);
    } catch (OrtException e) {
      throw said(e);
    }
  }

  @Override
  public RunnableEngine load(RunnerRequest.Run request, RunOutput outbox) throws BackendException {
    try {
      return new OrtEngine(LoadedEngine.onBoard(outbox.at(request.engine()), request.threads()));
    } catch (OrtException e) {
      throw said(e);
    }
  }

  @Override
  public void selfTest(RunOutput outbox) {
    throw new IllegalArgumentException("ONNX Runtime has no self-test, only tensorrt has");
  }

  static BackendException said(OrtException cause) {
    return BackendException.said("ONNX Runtime " + OrtProcess.version(), cause);
  }
}
