package dev.gantry.runner;

import dev.gantry.dossier.Scenario;
import dev.gantry.runner.program.RunnerMain;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One single round of the runner in a process of its own, as a board has it. */
record ProcessRun(long[] times, double loop) {
  static final String ENGINE = "engine.onnx";
  static final String SAMPLES = "samples.tensors";

  /** As boards start it. */
  static final List<String> FLAGS = List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  private static final String LINES = "runner.log";

  static ProcessRun of(Path folder, int warmUp, int queries) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(RunnerMain.class.getName());
    command.addAll(
        new RunnerRequest.Run(
                ENGINE, SAMPLES, Optional.empty(), 1, new Scenario.Single(warmUp, queries, 1))
            .words());
    int status =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(LINES).toFile())
            .start()
            .waitFor();
    String lines = Files.readString(folder.resolve(LINES));
    if (status != 0) {
      throw new IOException("the runner ended with " + status + ": " + lines);
    }
    return new ProcessRun(times(folder), loop(lines));
  }

  double middle() {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  double mean() {
    return Arrays.stream(times).average().orElseThrow();
  }

  int queriesWithin(int seconds) {
    return (int) Math.max(200, seconds * 1e9 / middle());
  }

  private static long[] times(Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(RunnerFiles.TIMES));
    long[] times = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(times);
    return times;
  }

  private static double loop(String lines) {
    return lines
        .lines()
        .map(RunnerLine::read)
        .flatMap(Optional::stream)
        .filter(line -> line instanceof RunnerLine.Fact fact && fact.key().equals("loop.ns"))
        .mapToDouble(line -> Double.parseDouble(((RunnerLine.Fact) line).value()))
        .findFirst()
        .orElseThrow();
  }
}
