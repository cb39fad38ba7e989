package dev.gantry.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColdStartTest {
  @TempDir Path folder;

  @Test
  void a_cold_start_is_the_load_and_the_first_inference() throws IOException {
    JobFolder job = new JobFolder(folder);
    SmallGraph.doubling(job.engine(), 1, 2);
    job.rows(3);
    assertThat(job.run(new Scenario.Cold(1))).as(job.said().toString()).isTrue();

    assertThat(job.times("times.ns"))
        .containsExactly(job.number("load.ns"), job.number("first.ns"));
    assertThat(job.answeredSamples()).containsExactly(0);
    job.assertAnswersAreOutputs();
  }
}
