package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.FirstInference;
import dev.gantry.runner.QueryInputs;
import dev.gantry.runner.ReadyEngine;
import dev.gantry.runner.RunOutput;
import dev.gantry.runner.RunnableEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;

/** An engine of TensorRT on the GPU. */
final class TensorrtEngine implements RunnableEngine {
  private static final int INFERENCES = 100;

  private final DeviceQuery passage;
  private final PinnedBytes[] from;
  private final PinnedBytes[] to;
  private final long freeBefore;

  private TensorrtEngine(
      DeviceQuery passage, PinnedBytes[] from, PinnedBytes[] to, long freeBefore) {
    this.passage = passage;
    this.from = from;
    this.to = to;
    this.freeBefore = freeBefore;
  }

  static TensorrtEngine load(Path file, RunOutput outbox)
      throws BackendException, IOException, RefusedException {
    RuntimeLog log = new RuntimeLog();
    long free = FirstGpu.freeMemory();
    ICudaEngine engine = TensorrtRoots.deserialised(file, log);
    TensorrtEngine loaded = of(DeviceBindings.passage(engine, log), free);
    outbox.fact("memory.gpu-engine-kib", taken(free));
    LayerJson.of(engine, log).write(outbox);
    return loaded;
  }

  static TensorrtEngine of(DeviceQuery passage, long freeBefore) throws BackendException {
    return new TensorrtEngine(
        passage, pinned(passage.inputs()), pinned(passage.outputs()), freeBefore);
  }

  @Override
  public List<TensorSpec> inputs() {
    return passage.inputs().stream().map(DeviceBinding::spec).toList();
  }

  @Override
  public FirstInference first(QueryInputs feed) throws BackendException, RefusedException {
    put(feed.tensors());
    long before = System.nanoTime();
    passage.go(from, to);
    return new FirstInference(System.nanoTime() - before, outputs(passage, to));
  }

  @Override
  public List<Tensor> run(List<Tensor> sample) throws BackendException, RefusedException {
    put(sample);
    passage.go(from, to);
    return outputs(passage, to);
  }

  @Override
  public ReadyEngine ready(List<QueryInputs> feeds, List<Tensor> first)
      throws BackendException, RefusedException {
    return TensorrtReadyEngine.of(passage, feeds, to);
  }

  @Override
  public void tell(RunOutput outbox) throws BackendException {
    long[] times = new long[INFERENCES];
    for (int inference = 0; inference < times.length; inference++) {
      times[inference] = passage.computeNanos();
    }
    Arrays.sort(times);
    outbox.fact("gpu.compute-ns.p50", times[INFERENCES / 2]);
    outbox.fact("gpu.compute-ns.max", times[INFERENCES - 1]);
    outbox.fact("memory.gpu-kib", taken(freeBefore));
  }

  @Override
  public void close() {
    for (PinnedBytes bytes : from) {
      bytes.close();
    }
    for (PinnedBytes bytes : to) {
      bytes.close();
    }
  }

  static List<Tensor> outputs(DeviceQuery passage, PinnedBytes[] to) {
    List<Tensor> outputs = new ArrayList<>();
    for (int index = 0; index < to.length; index++) {
      outputs.add(to[index].copy(passage.outputs().get(index).spec()));
    }
    return outputs;
  }

  private void put(List<Tensor> sample) throws RefusedException {
    for (int index = 0; index < from.length; index++) {
      from[index].put(passage.inputs().get(index).of(sample));
    }
  }

  private static PinnedBytes[] pinned(List<DeviceBinding> bindings) throws BackendException {
    PinnedBytes[] pinned = new PinnedBytes[bindings.size()];
    for (int index = 0; index < pinned.length; index++) {
      pinned[index] = PinnedBytes.take(bindings.get(index).bytes());
    }
    return pinned;
  }

  /** Of the GPU's memory, whoever took it meanwhile; other processes give some back at times. */
  private static long taken(long before) throws BackendException {
    return Math.max(0, before - FirstGpu.freeMemory()) / 1024;
  }
}
