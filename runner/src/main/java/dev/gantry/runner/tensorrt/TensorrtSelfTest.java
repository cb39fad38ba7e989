package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.RunOutput;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.ILayer;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.ITensor;
import org.bytedeco.tensorrt.nvinfer.Weights;

/** One convolution, built, run, and held against what Java computes by itself. */
final class TensorrtSelfTest {
  private static final String ENGINE = "self-test.engine";
  private static final long[] INPUT = {1, 1, ProbeConvolution.SIDE, ProbeConvolution.SIDE};

  private final RunOutput outbox;
  private final RuntimeLog log = new RuntimeLog();

  TensorrtSelfTest(RunOutput outbox) {
    this.outbox = outbox;
  }

  void run() throws BackendException, IOException, RefusedException {
    IHostMemory plan = plan();
    outbox.say(outbox.file(ENGINE, file -> NativeBytes.write(plan, file)));
    Tensor input =
        Tensor.ofFloats("x", List.of(1L, 1L, INPUT[2], INPUT[3]), ProbeConvolution.input());
    try (TensorrtEngine engine = TensorrtEngine.load(outbox.at(ENGINE), outbox)) {
      List<Tensor> outputs = engine.run(List.of(input));
      ProbeConvolution.require(outputs.get(0).floats());
      engine.tell(outbox);
    }
    outbox.fact("self-test", "passed");
  }

  private IHostMemory plan() throws BackendException {
    IBuilder builder = TensorrtRoots.builder(log);
    INetworkDefinition network = TensorrtRoots.stronglyTyped(builder, log);
    float[] kernel = ProbeConvolution.kernel();
    // The numbers have to stay where they are until the engine is built.
    try (FloatPointer values = new FloatPointer(FloatBuffer.wrap(kernel));
        Weights weights = weights(values, kernel.length);
        Weights none = weights(new FloatPointer(), 0)) {
      ITensor input =
          NativeObjects.required(
              network.addInput("x", DataType.kFLOAT, TensorrtTypes.dims(INPUT)), "input", log);
      ILayer layer =
          NativeObjects.required(
              network.addConvolutionNd(
                  input,
                  1,
                  TensorrtTypes.dims(ProbeConvolution.KERNEL, ProbeConvolution.KERNEL),
                  weights,
                  none),
              "convolution",
              log);
      ITensor output = NativeObjects.required(layer.getOutput(0), "output", log);
      output.setName("y");
      network.markOutput(output);
      IBuilderConfig config =
          NativeObjects.required(builder.createBuilderConfig(), "configuration of a build", log);
      return NativeObjects.required(builder.buildSerializedNetwork(network, config), "engine", log);
    }
  }

  private static Weights weights(FloatPointer values, long count) {
    Weights weights = new Weights();
    weights.type(DataType.kFLOAT);
    weights.values(values);
    weights.count(count);
    return weights;
  }
}
