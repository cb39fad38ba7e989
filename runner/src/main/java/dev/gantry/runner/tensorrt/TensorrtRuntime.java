package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.RefusedException;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.EngineRuntime;
import dev.gantry.runner.Outbox;
import dev.gantry.runner.RunnableEngine;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;

/** TensorRT 10: everything is proven to be there before it is touched. */
public final class TensorrtRuntime implements EngineRuntime {
  /** The class that all of JavaCPP's begin with. */
  private static final String LEAD = "org.bytedeco.javacpp.Pointer";

  @Override
  public void tell(Outbox outbox) throws BackendException {
    requireParts();
    Libraries libraries = Libraries.ofThisProcess();
    libraries.loadCuda();
    Gpu gpu = Gpu.first();
    gpu.tell(outbox);
    libraries.loadTensorrt();
    TensorrtVersion version = TensorrtVersion.loaded();
    outbox.fact("tensorrt.version", version);
    version.requireKin();
  }

  @Override
  public void build(RunnerRequest.Build request, Outbox outbox)
      throws BackendException, IOException, RefusedException {
    requireFit();
    EngineBuild.of(request, outbox).run();
  }

  @Override
  public RunnableEngine load(RunnerRequest.Run request, Outbox outbox)
      throws BackendException, IOException, RefusedException {
    requireFit();
    return TensorrtEngine.load(outbox.at(request.engine()), outbox);
  }

  @Override
  public void selfTest(Outbox outbox) throws BackendException, IOException, RefusedException {
    new SelfTest(outbox).run();
  }

  private static void requireFit() throws BackendException {
    TensorrtVersion.loaded().requireFit(System.getProperty(TensorrtVersion.PROVEN, ""));
  }

  private static void requireParts() throws BackendException {
    try {
      Class.forName(LEAD, false, TensorrtRuntime.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw Libraries.missing(
          "the runner came without the classes that lead to TensorRT",
          "push the runner again as backend tensorrt needs it");
    }
  }
}
