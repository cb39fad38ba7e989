package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reading large files again and again would cost: an engine may have gigabytes. */
class HashedOnceTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();

  /** Between the engine as a board saved it and in its one form. */
  private static final long OTHER_NAMES = 2_000;

  @TempDir Path folder;

  @Test
  void an_engine_is_hashed_twice_before_it_is_pushed_once_as_it_came_and_once_as_it_is_kept()
      throws Exception {
    // Threads that no other test has: the engine is built here.
    String rack =
        """
        rack: hashed
        kinds:
          cpu: { backend: onnxruntime, threads: 3 }
        boards:
          - { name: bench-1, kind: cpu, embedded: true }
        """;
    Path out = folder.resolve("out");
    Path engine = out.resolve("dossier/engines/rail-signals/fp32/cpu/engine.onnx");
    List<Long> hashed = new ArrayList<>();
    try (CountedHashes counted = new CountedHashes()) {
      new Outing(RUN.home(), "hashed", Outing.release("[fp32]", "[cpu]"), rack)
          .hear(progress -> count(counted, progress, engine, hashed))
          .run(out);
    }
    assertThat(hashed).as("how often, when the push of the engine began").startsWith(2L);
  }

  private static void count(
      CountedHashes counted, Progress progress, Path engine, List<Long> hashed) {
    if (progress.what().equals("push engine") && progress.done() == 0) {
      hashed.add(counted.of(engine.toFile().length(), OTHER_NAMES));
    }
  }
}
