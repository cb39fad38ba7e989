package dev.gantry.runner.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.JobFolder;
import dev.gantry.runner.SmallGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleRoundTest {
  @TempDir Path folder;
  private JobFolder job;

  @BeforeEach
  void prepare() {
    job = new JobFolder(folder);
  }

  @Test
  void some_timed_queries_up_to_the_last_are_answered_as_the_accuracy_run_was() throws IOException {
    SmallGraph.doubling(job.engine(), 1, 2);
    job.rows(64);
    assertThat(job.run(new Scenario.Single(0, 640, 1))).isTrue();

    job.assertAnswersAreOutputs();
    assertThat(job.answeredSamples()).hasSize(8).doesNotHaveDuplicates().endsWith(639 % 64);
    assertThat(job.fact("outputs.pinned")).contains("true");
  }

  @Test
  void a_run_of_fewer_queries_than_answers_are_kept_keeps_each() throws IOException {
    SmallGraph.doubling(job.engine(), 1, 2);
    job.rows(2);
    assertThat(job.run(new Scenario.Single(0, 3, 1))).isTrue();
    assertThat(job.answeredSamples()).containsExactly(0, 1, 0);
    assertThat(job.times("times.ns")).hasSize(3);
  }

  @Test
  void outputs_whose_size_depends_on_the_sample_are_timed_too() throws IOException {
    SmallGraph.one(job.engine(), "NonZero", List.of("x"), 1, 7, 3);
    job.samples(
        List.of(
            List.of(Tensor.ofFloats("x", List.of(3L), 0, 0, 0)),
            List.of(Tensor.ofFloats("x", List.of(3L), 1, 0, 2)),
            List.of(Tensor.ofFloats("x", List.of(3L), 1, 1, 2))));
    assertThat(job.run(new Scenario.Single(2, 50, 1))).as(job.said().toString()).isTrue();

    job.assertAnswersAreOutputs();
    assertThat(job.tensors("answers.tensors"))
        .extracting(answer -> answer.get(0).spec().shape().get(1))
        .contains(0L, 2L, 3L);
    assertThat(job.fact("outputs.pinned")).contains("false");
  }

  @Test
  void more_times_than_fit_a_chunk_are_all_written() throws IOException {
    SmallGraph.doubling(job.engine(), 1, 2);
    job.rows(1);
    assertThat(job.run(new Scenario.Single(0, 5_000, 1))).isTrue();
    assertThat(job.times("times.ns")).hasSize(5_000);
  }

  @Test
  void samples_of_different_shapes_are_asked_in_turn() throws IOException {
    SmallGraph.doubling(job.engine(), -1);
    List<List<Tensor>> samples = new ArrayList<>();
    for (int length = 0; length < 5; length++) {
      samples.add(List.of(Tensor.ofFloats("x", List.of((long) length), new float[length])));
    }
    job.samples(samples);
    assertThat(job.run(new Scenario.Single(3, 40, 1))).as(job.said().toString()).isTrue();
    job.assertAnswersAreOutputs();
  }
}
