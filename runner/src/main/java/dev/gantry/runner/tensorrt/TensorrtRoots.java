package dev.gantry.runner.tensorrt;

import dev.gantry.runner.BackendException;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.global.nvinfer.NetworkDefinitionCreationFlag;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IRuntime;

/**
 * Creates what all work with TensorRT begins with: builder, network and engine. Each of them may be
 * refused with a bad pointer.
 */
final class TensorrtRoots {
  private TensorrtRoots() {}

  static IBuilder builder(RuntimeLog log) throws BackendException {
    return NativeObjects.required(nvinfer.createInferBuilder(log), "builder", log);
  }

  /** Every number has the type that stands in the graph; TensorRT chooses none. */
  static INetworkDefinition stronglyTyped(IBuilder builder, RuntimeLog log)
      throws BackendException {
    int flag = NetworkDefinitionCreationFlag.kSTRONGLY_TYPED.value;
    return NativeObjects.required(builder.createNetworkV2(1 << flag), "network", log);
  }

  static ICudaEngine deserialised(Path file, RuntimeLog log) throws BackendException, IOException {
    IRuntime runtime = NativeObjects.required(nvinfer.createInferRuntime(log), "runtime", log);
    try (BytePointer bytes = NativeBytes.read(file)) {
      ICudaEngine engine = runtime.deserializeCudaEngine(bytes, bytes.limit());
      if (engine == null || !NativeObjects.is(engine)) {
        throw NvidiaLibraries.missing(
            "the engine " + file.getFileName() + " does not load: " + log.words(),
            "an engine runs on the kind of GPU and the TensorRT that built it, unharmed: build it"
                + " again on this board");
      }
      return engine;
    }
  }
}
