package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.RefusedException;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.RunOutput;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.runner.wire.TensorrtBuildOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.tensorrt.global.nvinfer.BuilderFlag;
import org.bytedeco.tensorrt.global.nvinfer.DeviceType;
import org.bytedeco.tensorrt.global.nvinfer.MemoryPoolType;
import org.bytedeco.tensorrt.global.nvinfer.ProfilingVerbosity;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.ITensor;

/**
 * One engine out of one variant. What TensorRT hands out is not given back: the process ends with
 * its request, and an object freed twice or too early would end it sooner.
 */
final class TensorrtEngineBuild {
  private final RunnerRequest.Build request;
  private final TensorrtBuildOptions options;
  private final RunOutput outbox;
  private final RuntimeLog log = new RuntimeLog();

  private TensorrtEngineBuild(
      RunnerRequest.Build request, TensorrtBuildOptions options, RunOutput outbox) {
    this.request = request;
    this.options = options;
    this.outbox = outbox;
  }

  static TensorrtEngineBuild of(RunnerRequest.Build request, RunOutput outbox) {
    TensorrtBuildOptions options =
        request
            .tensorrt()
            .orElseThrow(() -> new IllegalArgumentException("the request lacks precision"));
    return new TensorrtEngineBuild(request, options, outbox);
  }

  void run() throws BackendException, IOException, RefusedException {
    Path variant = outbox.at(request.variant());
    requireFile(variant);
    IBuilder builder = TensorrtRoots.builder(log);
    INetworkDefinition network = TensorrtRoots.stronglyTyped(builder, log);
    ParsedOnnx.into(network, variant, log);
    requireFixedShapes(network);
    IBuilderConfig config = configured(builder);
    TimingCache cache = TimingCache.of(options.timingCache(), outbox, log);
    cache.give(config);
    long before = System.nanoTime();
    IHostMemory plan = builder.buildSerializedNetwork(network, config);
    if (plan == null || !NativeObjects.is(plan)) {
      throw NvidiaLibraries.missing(
          "no engine was built of " + request.variant() + ": " + log.words(),
          "mend the model, give it more workspace, or choose another precision");
    }
    outbox.fact("build.ns", System.nanoTime() - before);
    outbox.fact("build.warnings", log.warnings());
    RunnerLine.Wrote engine = outbox.file(request.engine(), file -> NativeBytes.write(plan, file));
    outbox.say(engine);
    cache.keep(config);
    // Of the bytes that stand on the disk, as they will be loaded.
    LayerJson.of(TensorrtRoots.deserialised(outbox.at(request.engine()), log), log).write(outbox);
  }

  private IBuilderConfig configured(IBuilder builder) throws BackendException {
    builder.setMaxThreads(request.threads());
    IBuilderConfig config =
        NativeObjects.required(builder.createBuilderConfig(), "configuration of a build", log);
    config.setProfilingVerbosity(ProfilingVerbosity.kDETAILED);
    options
        .workspace()
        .ifPresent(bytes -> config.setMemoryPoolLimit(MemoryPoolType.kWORKSPACE, bytes.bytes()));
    options.level().ifPresent(config::setBuilderOptimizationLevel);
    if (options.dla().isPresent()) {
      accelerate(builder, config, options.dla().getAsInt());
    }
    return config;
  }

  private static void accelerate(IBuilder builder, IBuilderConfig config, int core)
      throws BackendException {
    if (core >= builder.getNbDLACores()) {
      throw NvidiaLibraries.missing(
          "there is no deep learning accelerator core "
              + core
              + ": this TensorRT knows of "
              + builder.getNbDLACores(),
          "leave the accelerator out, or use backend trtexec with a TensorRT that has it");
    }
    config.setDefaultDeviceType(DeviceType.kDLA);
    config.setDLACore(core);
    config.setFlag(BuilderFlag.kGPU_FALLBACK);
  }

  /** An engine for many shapes needs to be told which; Gantry asks models for one. */
  private static void requireFixedShapes(INetworkDefinition network) throws BackendException {
    for (int index = 0; index < network.getNbInputs(); index++) {
      ITensor input = network.getInput(index);
      List<Long> shape = TensorrtTypes.shape(input.getDimensions());
      if (shape.stream().anyMatch(side -> side < 0)) {
        throw NvidiaLibraries.missing(
            "input "
                + input.getName()
                + " has the shape "
                + shape
                + ", and no profile says what -1 may be",
            "export the model with fixed shapes");
      }
    }
  }

  private static void requireFile(Path variant) throws NoSuchFileException {
    if (!Files.isRegularFile(variant)) {
      throw new NoSuchFileException(variant.toString());
    }
  }
}
