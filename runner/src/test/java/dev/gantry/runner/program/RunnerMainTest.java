package dev.gantry.runner.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.SmallGraph;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.runner.wire.TensorrtBuildOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runner as a process of its own, as a board has it. */
@Timeout(180)
class RunnerMainTest {
  private static final int HOURS_OF_QUERIES = 20_000_000;

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private Path engine;

  @BeforeEach
  void prepare() throws IOException {
    engine = SmallGraph.doubling(folder.resolve("m.onnx"), 1);
    try (TensorFileWriter writer = new TensorFileWriter(folder.resolve("in.tensors"), 1)) {
      writer.write(List.of(Tensor.ofFloats("x", List.of(1L), 2)));
    }
  }

  @AfterEach
  void leave() {
    started.forEach(Process::destroyForcibly);
  }

  private Process start(List<String> words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                RunnerMain.class.getName()));
    command.addAll(words);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    started.add(process);
    return process;
  }

  private RunnerRequest.Run run(int queries) {
    return new RunnerRequest.Run(
        engine.toString(),
        "in.tensors",
        Optional.of("out.tensors"),
        1,
        new Scenario.Single(0, queries, 1));
  }

  @Test
  void a_whole_answer_ends_with_an_explicit_end_and_status_0() throws Exception {
    Process process = start(run(300).words());
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).isZero();
    assertThat(lines).endsWith("end ok");
    assertThat(lines).allSatisfy(line -> assertThat(RunnerLine.read(line)).isPresent());
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).startsWith("file times.ns sha256:").endsWith(" 2400"));
    assertThat(Files.size(folder.resolve("times.ns"))).isEqualTo(2_400);
  }

  @Test
  void a_refusal_is_status_3_with_a_line_of_trouble_and_no_end() throws Exception {
    Files.writeString(engine, "garbage");
    Process process = start(run(300).words());
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(lines).doesNotContain("end ok");
    assertThat(RunnerLine.read(lines.get(lines.size() - 1)))
        .get()
        .satisfies(
            line -> assertThat(((RunnerLine.GaveUp) line).blame()).isEqualTo(Blame.TOOLCHAIN));
  }

  @Test
  void a_request_for_nothing_is_status_3_with_a_line_of_trouble() throws Exception {
    Process process = start(List.of());
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(lines).singleElement().asString().startsWith("trouble TOOLCHAIN the runner knows");
  }

  @Test
  void a_build_for_tensorrt_without_a_gpu_is_refused_in_words_and_no_crash() throws Exception {
    assumeFalse(
        Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/libcuda.so.1")), "this machine has a GPU");
    List<String> build =
        new RunnerRequest.Build(
                "m.onnx",
                "engine",
                Backend.TENSORRT,
                1,
                Optional.of(TensorrtBuildOptions.of(Precision.FP32)))
            .words();
    List<String> selfTest = new RunnerRequest.SelfTest(Backend.TENSORRT).words();
    for (List<String> words : List.of(build, selfTest)) {
      Process process = start(words);
      List<String> lines = process.inputReader().lines().toList();
      assertThat(process.waitFor()).isEqualTo(RunnerMain.GAVE_UP);
      assertThat(lines)
          .filteredOn(line -> line.startsWith("trouble"))
          .singleElement()
          .asString()
          .startsWith("trouble TOOLCHAIN TensorRT: no GPU on this machine: NVIDIA's driver");
      assertThat(lines).doesNotContain("end ok");
    }
  }

  @Test
  void a_runner_outlives_its_host() throws Exception {
    Process process = start(run(300_000).words());
    BufferedReader lines = process.inputReader();
    readUntil(lines, "fact first.ns");

    process.outputWriter().close();

    assertThat(lines.lines()).contains("end ok");
    assertThat(process.waitFor()).isZero();
    assertThat(Files.size(folder.resolve("times.ns"))).isEqualTo(2_400_000);
  }

  @Test
  void a_runner_that_is_killed_leaves_nothing_that_looks_whole() throws Exception {
    Process process = start(run(HOURS_OF_QUERIES).words());
    readUntil(process.inputReader(), "step");

    process.toHandle().destroyForcibly();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotIn(0, RunnerMain.GAVE_UP);
    assertThat(folder.resolve("times.ns")).doesNotExist();
    assertThat(folder.resolve("answers.tensors")).doesNotExist();
  }

  @Test
  void a_soak_that_is_killed_leaves_whole_windows() throws Exception {
    Scenario.Soak soak = new Scenario.Soak(Duration.ofMillis(50), Duration.ofHours(1));
    Process process =
        start(
            new RunnerRequest.Run(engine.toString(), "in.tensors", Optional.empty(), 1, soak)
                .words());
    List<String> said = new ArrayList<>(readUntil(process.inputReader(), "file window-00003.ns"));

    process.toHandle().destroyForcibly();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    process.inputReader().lines().forEach(said::add);
    int told = 0;
    for (String line : said) {
      if (RunnerLine.read(line).orElse(null) instanceof RunnerLine.Wrote wrote
          && wrote.name().startsWith("window-")) {
        byte[] bytes = Files.readAllBytes(folder.resolve(wrote.name()));
        assertThat(Digest.of(bytes)).isEqualTo(wrote.digest());
        assertThat(wrote.name()).isEqualTo(RunnerFiles.window(++told));
      }
    }
    // At most one was finished and not told any more; it is whole, too.
    assertThat(folder.resolve(RunnerFiles.window(told + 2))).doesNotExist();
    assertThat(told).isGreaterThanOrEqualTo(3);
  }

  private static List<String> readUntil(BufferedReader lines, String start) throws IOException {
    List<String> read = new ArrayList<>();
    String line = lines.readLine();
    while (line != null) {
      read.add(line);
      if (line.startsWith(start)) {
        return read;
      }
      line = lines.readLine();
    }
    throw new AssertionError("no line starts with '" + start + "': " + read);
  }
}
