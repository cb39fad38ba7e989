package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runner/bench/gpu-verification runs where there is a GPU, as far as it goes without one. */
class GpuVerificationTest {
  private static final Path FILES = Path.of("../runner/bench").toAbsolutePath().normalize();

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void a_home_of_its_own() {
    bench = new Bench(folder.resolve("home"));
  }

  @Test
  void its_files_plan_every_shipped_model_in_every_precision() {
    Bench.Said said =
        bench.gantry(
            "plan", FILES.resolve("gpu-release.yaml"), "--rack", FILES.resolve("gpu-rack.yaml"));

    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.results()).contains("12 engines to build", "12 trials on 1 board");
  }

  @Test
  void without_a_gpu_the_toolchain_is_to_blame_before_anything_is_built() throws Exception {
    assumeThat(Path.of("/dev/nvidiactl")).as("this computer has a GPU").doesNotExist();
    Path out = folder.resolve("out");

    Bench.Said said =
        bench.gantry(
            "run", release(), "--rack", FILES.resolve("gpu-rack.yaml"), "--out", out, "--verbose");

    assertThat(said.code()).as(said.results() + said.trouble()).isEqualTo(2);
    assertThat(said.results()).contains("INCONCLUSIVE", "no GPU on this machine");
    assertThat(said.results() + said.trouble()).doesNotContain("Exception", "\tat ");
    JsonNode trouble = Bench.verdict(out).get("troubles").get(0);
    assertThat(trouble.get("blame").asText()).isEqualTo("TOOLCHAIN");
    assertThat(trouble.get("where").asText()).isEqualTo("gpu-1");
    assertThat(trouble.get("what").asText()).contains("libcuda.so.1");
    assertThat(said.trouble()).contains("self-test of TensorRT").doesNotContain("gpu-1: build");
    assertThat(Bench.outcomes(out).values()).containsOnly("NOT_MEASURED");
    assertThat(bench.gantry("judge", out).code()).isEqualTo(2);
  }

  private Path release() throws IOException {
    Path models = FILES.resolve("../../golden-data/shipped").normalize();
    return Files.writeString(
        folder.resolve("release.yaml"),
        """
        release: without-a-gpu
        models:
          - name: rail-signals
            onnx: %1$s/rail-signals/model.onnx
            golden: %1$s/rail-signals/set
            precisions: [fp32]
            boards: [gpu]
            task: { metric: top1, margin: 2 pt }
        """
            .formatted(models));
  }
}
