package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.RefusedException;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.EngineRuntime;
import dev.gantry.runner.RunOutput;
import dev.gantry.runner.RunnableEngine;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;

/** TensorRT 10: everything is proven to be there before it is touched. */
public final class TensorrtRuntime implements EngineRuntime {
  /** The class that all of JavaCPP's begin with. */
  private static final String LEAD = "org.bytedeco.javacpp.Pointer";

  @Override
  public void tell(RunOutput outbox) throws BackendException {
    requireParts();
    NvidiaLibraries libraries = NvidiaLibraries.ofThisProcess();
    libraries.loadCuda();
    FirstGpu gpu = FirstGpu.first();
    gpu.tell(outbox);
    libraries.loadTensorrt();
    TensorrtLibraryVersion version = TensorrtLibraryVersion.loaded();
    outbox.fact("tensorrt.version", version);
    version.requireKin();
  }

  @Override
  public void build(RunnerRequest.Build request, RunOutput outbox)
      throws BackendException, IOException, RefusedException {
    requireFit();
    TensorrtEngineBuild.of(request, outbox).run();
  }

  @Override
  public RunnableEngine load(RunnerRequest.Run request, RunOutput outbox)
      throws BackendException, IOException, RefusedException {
    requireFit();
    return TensorrtEngine.load(outbox.at(request.engine()), outbox);
  }

  @Override
  public void selfTest(RunOutput outbox) throws BackendException, IOException, RefusedException {
    new TensorrtSelfTest(outbox).run();
  }

  private static void requireFit() throws BackendException {
    TensorrtLibraryVersion.loaded()
        .requireFit(System.getProperty(TensorrtLibraryVersion.PROVEN, ""));
  }

  private static void requireParts() throws BackendException {
    try {
      Class.forName(LEAD, false, TensorrtRuntime.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw NvidiaLibraries.missing(
          "the runner came without the classes that lead to TensorRT",
          "push the runner again as backend tensorrt needs it");
    }
  }
}
