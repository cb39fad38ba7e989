package dev.gantry.runner.program;

import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.drive.SignOfLife;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Goes once through all that a runner does, on a graph of one node, and leaves its files in the
 * folder it is started in: what a Java learns of our classes on the way makes later starts cheap.
 */
public final class StartRehearsal {
  /** One Relu of four numbers, as the runtime reads it. */
  private static final String GRAPH =
      "CAg6OwoMCgF4EgF5IgRSZWx1EgFnWhMKAXgSDgoMCAESCAoCCAEKAggEYhMKAXkSDgoMCAESCAoCCAEKAggEQgIQDQ==";

  private static final String VARIANT = "rehearsal.onnx";
  private static final String ENGINE = "rehearsal.engine";
  private static final String SAMPLES = "rehearsal.tensors";
  private static final int QUERIES = 20;

  private StartRehearsal() {}

  public static void main(String[] words) throws IOException {
    PrintStream wire = RunnerMain.wire();
    new SignOfLife(wire::println).start();
    Path folder = Path.of("");
    Files.write(folder.resolve(VARIANT), graph());
    try (TensorFileWriter samples = new TensorFileWriter(folder.resolve(SAMPLES), 2)) {
      samples.write(sample(1));
      samples.write(sample(-1));
    }
    RunnerProcess program = new RunnerProcess(folder, line -> wire.println(line.write()));
    int status = program.answer(new RunnerRequest.Build(VARIANT, ENGINE, 1).words());
    if (status == 0) {
      status =
          program.answer(
              new RunnerRequest.Run(
                      ENGINE,
                      SAMPLES,
                      Optional.of("outputs.tensors"),
                      1,
                      new Scenario.Single(1, QUERIES, 1))
                  .words());
    }
    wire.flush();
    Runtime.getRuntime().halt(status);
  }

  private static byte[] graph() {
    return Base64.getDecoder().decode(GRAPH.getBytes(StandardCharsets.US_ASCII));
  }

  private static List<Tensor> sample(float first) {
    return List.of(Tensor.ofFloats("x", List.of(1L, 4L), first, 2, 3, 4));
  }
}
