package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.runner.BackendException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.global.nvinfer.TensorLocation;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/** Gives every input and output of an engine its place on the GPU. */
final class DeviceBindings {
  private DeviceBindings() {}

  static DeviceQuery passage(ICudaEngine engine, RuntimeLog log) throws BackendException {
    IExecutionContext context =
        NativeObjects.required(engine.createExecutionContext(), "memory to run the engine in", log);
    List<DeviceBinding> inputs = new ArrayList<>();
    List<DeviceBinding> outputs = new ArrayList<>();
    for (int index = 0; index < engine.getNbIOTensors(); index++) {
      DeviceBinding binding = bound(engine, engine.getIOTensorName(index));
      if (!context.setTensorAddress(binding.spec().name(), binding.device())) {
        throw NvidiaLibraries.missing(
            binding.spec() + " has no place on the GPU: " + log.words(),
            "build the engine again on this board");
      }
      (binding.input() ? inputs : outputs).add(binding);
    }
    CUstream_st stream = new CUstream_st();
    CudaCalls.check(cudart.cudaStreamCreate(stream), "the making of a stream");
    return new DeviceQuery(context, stream, inputs, outputs, log);
  }

  private static DeviceBinding bound(ICudaEngine engine, String name) throws BackendException {
    TensorSpec spec =
        new TensorSpec(
            name,
            TensorrtTypes.of(name, engine.getTensorDataType(name)),
            TensorrtTypes.shape(engine.getTensorShape(name)));
    if (spec.shape().stream().anyMatch(side -> side < 0)) {
      throw NvidiaLibraries.missing(
          spec + " has no fixed shape, so nobody knows how much memory it takes",
          "export the model with fixed shapes");
    }
    if (engine.getTensorLocation(name).intern() == TensorLocation.kHOST) {
      throw NvidiaLibraries.missing(
          spec + " is read before the inference, as a shape", "export the model with fixed shapes");
    }
    DeviceBinding binding =
        new DeviceBinding(
            spec, engine.getTensorIOMode(name).intern() == TensorIOMode.kINPUT, new BytePointer());
    CudaCalls.check(
        cudart.cudaMalloc(binding.device(), Math.max(1, binding.bytes())),
        "taking " + binding.bytes() + " bytes of the GPU's memory for " + spec);
    return binding;
  }
}
