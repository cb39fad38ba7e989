package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with all its models, as a visitor starts it when something shall go wrong. */
@Tag("thorough")
class WholeDemoTest {
  @TempDir Path folder;

  @Test
  void a_damaged_engine_among_three_models_is_caught_by_name() throws IOException {
    Path out = folder.resolve("regression");

    Bench.Said said = bench().gantry("demo", "--regression", "--out", out);

    assertThat(said.code()).as(said.results()).isEqualTo(1);
    assertThat(said.results())
        .contains("FAILED", "BROKEN rail-signals/int8/cpu-2t/bench-3/parity.worst");
    assertThat(Bench.outcomes(out))
        .containsEntry("rail-signals/int8/cpu-2t/bench-3/parity.sqnr", "MET")
        .containsEntry("rail-signals/int8/cpu-2t/bench-3/task.top1", "MET")
        .containsEntry("rail-signals/int8/cpu/bench-1/parity.worst", "MET")
        .containsEntry("track-objects/int8/cpu-2t/bench-3/parity.worst", "MET");
  }

  @Test
  void what_an_unplugged_board_leaves_of_three_models_is_measured_by_a_resumed_run()
      throws IOException {
    Path out = folder.resolve("unplugged");
    Bench bench = bench();

    Bench.Said said = bench.gantry("demo", "--unplug", "bench-2", "--out", out);

    assertThat(said.code()).as(said.results()).isEqualTo(2);
    assertThat(Bench.outcomes(out))
        .containsEntry("rail-signals/fp32/cpu/bench-2/latency.p50", "NOT_MEASURED")
        .containsEntry("rail-signals/fp32/cpu/bench-1/latency.p50", "MET");

    Bench.Said resumed = bench.gantry("run", bench.wholeDemo().release(), "--out", out, "--resume");

    assertThat(resumed.code()).as(resumed.results() + resumed.trouble()).isZero();
    assertThat(resumed.trouble()).contains("bench-2").doesNotContain("bench-1");
  }

  private Bench bench() {
    return new Bench(folder.resolve("home"));
  }
}
