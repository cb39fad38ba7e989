package dev.gantry.runner.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.EndlessGraph;
import dev.gantry.runner.SmallGraph;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunnerProcessTest {
  @TempDir Path folder;
  private final List<RunnerLine> said = Collections.synchronizedList(new ArrayList<>());

  private int run(Path engine, Duration longest) throws IOException {
    try (TensorFileWriter writer = new TensorFileWriter(folder.resolve("in.tensors"), 1)) {
      writer.write(List.of(Tensor.ofFloats("x", List.of(1L), 2)));
    }
    RunnerRequest.Run request =
        new RunnerRequest.Run(
                engine.toString(),
                "in.tensors",
                Optional.of("out.tensors"),
                1,
                new Scenario.Single(1, 300, 1))
            .within(longest);
    return new RunnerProcess(folder, said::add).answer(request.words());
  }

  @Test
  void an_engine_that_loops_without_end_is_given_up_at_its_limit_in_words() throws Exception {
    int status = run(EndlessGraph.deaf(folder.resolve("deaf.onnx")), Duration.ofMillis(300));

    assertThat(status).isEqualTo(RunnerMain.GAVE_UP);
    assertThat(said.get(said.size() - 1))
        .isInstanceOfSatisfying(
            RunnerLine.GaveUp.class,
            line ->
                assertThat(line.what())
                    .contains("did not end its first inference within 0.3 s")
                    .contains("inference under time-limits"));
  }

  @Test
  void an_engine_that_answers_in_time_is_not_disturbed() throws Exception {
    int status = run(SmallGraph.doubling(folder.resolve("m.onnx"), 1), Duration.ofMinutes(1));

    assertThat(status).isZero();
    assertThat(said.get(said.size() - 1)).isEqualTo(new RunnerLine.End());
  }

  @Test
  void words_that_are_no_request_are_still_refused_in_words() {
    assertThat(new RunnerProcess(folder, said::add).answer(List.of("dance")))
        .isEqualTo(RunnerMain.GAVE_UP);
    assertThat(said).hasSize(1).first().isInstanceOf(RunnerLine.GaveUp.class);
  }
}
