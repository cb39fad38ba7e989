package dev.gantry.runner.tensorrt;

import dev.gantry.runner.BackendException;
import java.util.List;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/** The way of a query: its inputs to the GPU, through the engine, its outputs back. */
final class DeviceQuery {
  private static final int TO_GPU = 1;
  private static final int FROM_GPU = 2;

  private final IExecutionContext context;
  private final CUstream_st stream;
  private final List<DeviceBinding> inputs;
  private final List<DeviceBinding> outputs;
  private final RuntimeLog log;

  DeviceQuery(
      IExecutionContext context,
      CUstream_st stream,
      List<DeviceBinding> inputs,
      List<DeviceBinding> outputs,
      RuntimeLog log) {
    this.context = context;
    this.stream = stream;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.log = log;
  }

  List<DeviceBinding> inputs() {
    return inputs;
  }

  List<DeviceBinding> outputs() {
    return outputs;
  }

  /** Ends when the outputs lie in the computer's memory. */
  void go(PinnedBytes[] from, PinnedBytes[] to) throws BackendException {
    for (int index = 0; index < from.length; index++) {
      PinnedBytes bytes = from[index];
      CudaCalls.check(
          cudart.cudaMemcpyAsync(
              inputs.get(index).device(), bytes.pointer(), bytes.size(), TO_GPU, stream),
          "the copy of an input to the GPU");
    }
    enqueue();
    for (int index = 0; index < to.length; index++) {
      PinnedBytes bytes = to[index];
      CudaCalls.check(
          cudart.cudaMemcpyAsync(
              bytes.pointer(), outputs.get(index).device(), bytes.size(), FROM_GPU, stream),
          "the copy of an output from the GPU");
    }
    settle();
  }

  /** What the engine alone takes of the GPU's time, in nanoseconds, with inputs that are there. */
  long computeNanos() throws BackendException {
    CUevent_st before = event();
    CUevent_st after = event();
    CudaCalls.check(cudart.cudaEventRecord(before, stream), "the mark before an inference");
    enqueue();
    CudaCalls.check(cudart.cudaEventRecord(after, stream), "the mark after an inference");
    settle();
    float[] milliseconds = {0};
    CudaCalls.check(
        cudart.cudaEventElapsedTime(milliseconds, before, after), "the time of the GPU");
    cudart.cudaEventDestroy(before);
    cudart.cudaEventDestroy(after);
    return Math.round(milliseconds[0] * 1e6);
  }

  private void enqueue() throws BackendException {
    if (!context.enqueueV3(stream)) {
      throw NvidiaLibraries.missing(
          "the engine does not run: " + log.words(), "build it again on this board");
    }
  }

  private void settle() throws BackendException {
    CudaCalls.check(cudart.cudaStreamSynchronize(stream), "the inference");
  }

  private static CUevent_st event() throws BackendException {
    CUevent_st event = new CUevent_st();
    CudaCalls.check(cudart.cudaEventCreate(event), "the making of a mark");
    return event;
  }
}
