package dev.gantry.validation.timing;

import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.runner.program.RunnerMain;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Records the times of many processes of the runner, started as a board starts them: one file each.
 */
final class RecordTimes {
  private static final int SAMPLES = 64;
  private static final int WARM_UP = 100;

  private RecordTimes() {}

  /** A model, a folder for its files, how many processes, how many queries in each. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[1])).toAbsolutePath();
    Path work = Files.createTempDirectory("record");
    Path engine = work.resolve("engine.onnx");
    Files.copy(Path.of(arguments[0]), engine);
    samples(engine, work.resolve("samples.tensors"));
    int queries = Integer.parseInt(arguments[3]);
    for (int process = 1; process <= Integer.parseInt(arguments[2]); process++) {
      Path times = folder.resolve(String.format(Locale.ROOT, "single-%03d.ns", process));
      if (!Files.exists(times)) {
        Files.move(process(work, queries), times);
      }
    }
  }

  private static Path process(Path work, int queries) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(RunnerMain.class.getName());
    command.addAll(
        new RunnerRequest.Run(
                "engine.onnx",
                "samples.tensors",
                Optional.empty(),
                1,
                new Scenario.Single(WARM_UP, queries, 1))
            .words());
    Path log = work.resolve("runner.log");
    Files.deleteIfExists(work.resolve(RunnerFiles.TIMES));
    int status =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("the runner ended with " + status + ": " + Files.readString(log));
    }
    return work.resolve(RunnerFiles.TIMES);
  }

  private static void samples(Path model, Path file) throws Exception {
    Random random = new Random(1);
    try (LoadedEngine engine = LoadedEngine.asBuilt(model, 1, InferenceLimit.usual("engine.onnx"));
        TensorFileWriter writer = new TensorFileWriter(file, SAMPLES)) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        List<Tensor> tensors = new ArrayList<>();
        for (TensorSpec input : engine.inputs()) {
          tensors.add(noise(input, random));
        }
        writer.write(tensors);
      }
    }
  }

  private static Tensor noise(TensorSpec input, Random random) throws IOException {
    List<Long> shape = input.shape().stream().map(side -> Math.max(1, side)).toList();
    int bytes = Math.toIntExact(Tensor.byteCount(input.type(), shape));
    ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      data.putFloat(random.nextFloat());
    }
    return new Tensor(new TensorSpec(input.name(), input.type(), shape), data.flip());
  }
}
