package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TensorRT asked for on a computer without a GPU: the rig could not tell, and says why. */
class GpulessHostTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();

  private static final String RACK =
      """
      rack: no-gpu
      kinds:
        host: { backend: tensorrt, threads: 1, tensorrt: { version: "10.15" } }
      boards:
        - { name: this-host, kind: host, embedded: true }
      """;

  @TempDir Path folder;

  @Test
  void a_host_without_a_gpu_is_trouble_of_the_toolchain_and_never_a_verdict_on_the_model()
      throws Exception {
    boolean gpu =
        Stream.of("/dev/nvidia0", "/dev/nvhost-gpu").anyMatch(file -> Files.exists(Path.of(file)));
    Assumptions.assumeFalse(gpu, "SKIPPED, this computer has a GPU");
    Outing outing =
        new Outing(RUN.home(), "no-gpu", Outing.release("[fp32, int8]", "[host]"), RACK);

    JudgedRelease judged = outing.run(folder.resolve("out"));

    assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judged.troubles())
        .isNotEmpty()
        .allSatisfy(
            trouble -> {
              assertThat(trouble.blame()).isEqualTo(Blame.TOOLCHAIN);
              assertThat(trouble.what()).contains("no GPU on this machine", "libcuda.so.1");
            });
    assertThat(judged.findings()).allMatch(Finding.NotMeasured.class::isInstance);
    assertThat(outing.story("this-host")).contains("self-test of TensorRT").doesNotContain("build");
  }
}
