package dev.gantry.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a pipeline stops it: with a signal, while native code runs. */
@Timeout(180)
class StoppedProgramTest {
  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void leave() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void a_signal_in_the_middle_of_an_inference_ends_it_in_order_and_leaves_nothing()
      throws Exception {
    Path shipped = new Bench(folder.resolve("home")).demo().folder();
    Path model =
        EndlessModel.of(shipped.resolve("rail-signals/model.onnx"), folder.resolve("endless.onnx"));
    Process program =
        start("convert", model, "--precision", "fp16", "--out", folder.resolve("o"), "--verbose");
    BufferedReader trouble = program.errorReader();
    List<String> said = new ArrayList<>();
    String line = trouble.readLine();
    while (line != null && !line.contains("normalise and prove")) {
      said.add(line);
      line = trouble.readLine();
    }
    assertThat(line).as("%s", said).isNotNull();

    // Not by the process itself, which would close what it says.
    program.toHandle().destroy();

    trouble.lines().forEach(said::add);
    assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(program.exitValue()).isEqualTo(130);
    assertThat(said).contains("cancelled; nothing half-made is left");
    assertThat(Files.exists(folder.resolve("o"))).isFalse();
  }

  private Process start(Object... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    for (Object word : words) {
      command.add(word.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GANTRY_HOME", folder.resolve("home").toString());
    Process process = builder.start();
    started.add(process);
    return process;
  }
}
