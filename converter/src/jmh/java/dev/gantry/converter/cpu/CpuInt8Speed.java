package dev.gantry.converter.cpu;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.gantry.converter.calibrate.CalibrationCost;
import dev.gantry.converter.calibrate.RangeMethod;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints how long int8 takes beside fp32, in turns, one thread each. */
public final class CpuInt8Speed {
  private static final int SAMPLES = 32;
  private static final int WARM = 5;
  private static final double ROUND_MILLIS = 20;

  private final Path folder;
  private final int rounds;

  private CpuInt8Speed(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  /** Arguments: a folder to write to, how many rounds, then models, each with its samples. */
  public static void main(String[] arguments) throws Exception {
    CpuInt8Speed speed = new CpuInt8Speed(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    System.out.println("| Model | fp32 | engine | plain | plain, beside the trained model |");
    System.out.println("|---|---|---|---|---|");
    for (int at = 2; at + 1 < arguments.length; at += 2) {
      speed.print(Path.of(arguments[at]), Path.of(arguments[at + 1]));
    }
  }

  private void print(Path trained, Path folderOfSamples) throws Exception {
    OnnxModel read = OnnxModel.read(trained);
    SampleFeed samples =
        CalibrationCost.samples(
            OnnxMl.ModelProto.parseFrom(Files.readAllBytes(trained)), folderOfSamples, SAMPLES);
    OnnxMl.ModelProto normalised =
        new ModelNormaliser().normalise(read, samples.spread(2), new OpsetRange(13, 22)).model();
    OnnxMl.ModelProto bytes =
        CpuInt8Emission.calibrating(RangeMethod.parse("mse"), CpuInt8Settings.usual())
            .emit(normalised, samples)
            .model();
    Path fp32 = Files.write(folder.resolve("fp32.onnx"), normalised.toByteArray());
    Path int8 = Files.write(folder.resolve("int8.onnx"), bytes.toByteArray());
    try (Side plainFloat = side(fp32, OptLevel.ALL_OPT, samples);
        Side plainBytes = side(int8, OptLevel.ALL_OPT, samples);
        Side builtFloat = side(built(fp32), OptLevel.NO_OPT, samples);
        Side builtBytes = side(built(int8), OptLevel.NO_OPT, samples);
        Side asItCame = side(trained, OptLevel.ALL_OPT, samples)) {
      System.out.printf(
          "| %s | %.2f ms | %s | %s | %s |%n",
          trained.toAbsolutePath().getParent().getFileName(),
          builtFloat.millis(WARM),
          ratio(builtFloat, builtBytes),
          ratio(plainFloat, plainBytes),
          ratio(asItCame, plainBytes));
    }
  }

  private static Path built(Path variant) throws OrtException {
    Path engine = variant.resolveSibling("engine-" + variant.getFileName());
    try (OrtSession.SessionOptions options = options(OptLevel.ALL_OPT)) {
      options.setOptimizedModelFilePath(engine.toString());
      OrtEnvironment.getEnvironment().createSession(variant.toString(), options).close();
    }
    return engine;
  }

  private static OrtSession.SessionOptions options(OptLevel level) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(level);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    return options;
  }

  /** The median over rounds of four: one, other, other, one. What drifts hits both alike. */
  private String ratio(Side one, Side other) throws OrtException {
    int runs = (int) Math.max(1, Math.ceil(ROUND_MILLIS / one.millis(WARM)));
    other.millis(WARM);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      double before = one.millis(runs);
      double between = other.millis(runs) + other.millis(runs);
      ratios.add(between / (before + one.millis(runs)));
    }
    ratios.sort(null);
    return String.format(
        "%.3f (%.3f to %.3f)",
        ratios.get(rounds / 2), ratios.get(rounds / 4), ratios.get(rounds * 3 / 4));
  }

  private static Side side(Path model, OptLevel level, SampleFeed samples)
      throws OrtException, IOException {
    try (OrtSession.SessionOptions options = options(level)) {
      OrtSession session = OrtEnvironment.getEnvironment().createSession(model.toString(), options);
      Tensor sample = samples.at(0).get(0);
      long[] shape = sample.spec().shape().stream().mapToLong(Long::longValue).toArray();
      OnnxTensor fed =
          OnnxTensor.createTensor(
              OrtEnvironment.getEnvironment(), FloatBuffer.wrap(sample.floats()), shape);
      return new Side(session, Map.of(sample.name(), fed));
    }
  }

  /** One of the two that are measured in turns. */
  private record Side(OrtSession session, Map<String, OnnxTensor> fed) implements AutoCloseable {
    /**
     * Of this thread's processor time: one thread computes, and others may be at work beside it.
     */
    double millis(int runs) throws OrtException {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (int run = 0; run < runs; run++) {
        session.run(fed).close();
      }
      return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6 / runs;
    }

    @Override
    public void close() throws OrtException {
      fed.values().forEach(OnnxTensor::close);
      session.close();
    }
  }
}
