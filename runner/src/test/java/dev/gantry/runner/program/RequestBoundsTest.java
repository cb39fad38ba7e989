package dev.gantry.runner.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Scenario;
import dev.gantry.runner.JobFolder;
import dev.gantry.runner.SmallGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestBoundsTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration NANO = Duration.ofNanos(1);

  @TempDir Path folder;

  @Test
  void what_nobody_asks_in_earnest_is_refused_before_anything_is_sized_by_it() throws IOException {
    JobFolder job = new JobFolder(folder);
    SmallGraph.doubling(job.engine(), -1, 2);
    job.rows(1);
    for (Scenario scenario :
        List.of(
            new Scenario.Single(0, 1_000_000_000, 1),
            new Scenario.Single(Integer.MAX_VALUE, 1, 1),
            new Scenario.Periodic(MINUTE, MINUTE, YEAR),
            new Scenario.Periodic(NANO, NANO, MINUTE),
            new Scenario.Offline(1, YEAR),
            new Scenario.Offline(Integer.MAX_VALUE, MINUTE),
            new Scenario.Soak(MINUTE, YEAR),
            new Scenario.Soak(NANO, MINUTE),
            new Scenario.Soak(MINUTE, Duration.ofNanos(Long.MAX_VALUE)))) {
      assertThat(job.run(scenario)).as(scenario.toString()).isFalse();
      assertThat(job.trouble().blame()).isEqualTo(Blame.CONFIGURATION);
      assertThat(job.trouble().what())
          .as(scenario.toString())
          .contains("scenario " + scenario.name(), "more than a run has", "at most");
    }
  }
}
