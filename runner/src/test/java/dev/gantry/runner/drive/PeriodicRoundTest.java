package dev.gantry.runner.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Scenario;
import dev.gantry.runner.JobFolder;
import dev.gantry.runner.SmallGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeriodicRoundTest {
  @TempDir Path folder;
  private JobFolder job;

  @BeforeEach
  void prepare() throws IOException {
    job = new JobFolder(folder);
    SmallGraph.doubling(job.engine(), 1, 2);
    job.rows(5);
  }

  private static Scenario.Periodic scenario(Duration period, int queries) {
    return new Scenario.Periodic(period, period, period.multipliedBy(queries));
  }

  @Test
  void an_engine_slower_than_the_period_is_later_with_each_query_and_none_is_left_out()
      throws IOException {
    // All are due at once, so how fast the engine is does not matter.
    assertThat(job.run(scenario(Duration.ofNanos(1), 500))).as(job.said().toString()).isTrue();

    long[] times = job.times("times.ns");
    assertThat(times).hasSize(500).isSorted();
    assertThat(times[499]).isGreaterThan(times[0]);
    assertThat(Arrays.stream(times).distinct().count()).isGreaterThan(400);
    assertThat(job.number("periodic.overruns")).isGreaterThanOrEqualTo(499);
    job.assertAnswersAreOutputs();
  }

  @Test
  void no_query_is_asked_before_it_is_due() throws IOException {
    long before = System.nanoTime();
    assertThat(job.run(scenario(Duration.ofMillis(5), 40))).isTrue();
    long took = System.nanoTime() - before;

    assertThat(took).isGreaterThan(39 * 5_000_000L);
    assertThat(job.times("times.ns")).hasSize(40);
    assertThat(job.number("periodic.wake-late-ns.max"))
        .isGreaterThanOrEqualTo(job.number("periodic.wake-late-ns.p99"))
        .isNotNegative();
    job.assertAnswersAreOutputs();
  }
}
