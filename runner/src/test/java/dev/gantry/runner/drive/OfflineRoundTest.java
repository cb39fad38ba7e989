package dev.gantry.runner.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.JobFolder;
import dev.gantry.runner.SmallGraph;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineRoundTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir Path folder;
  private JobFolder job;

  @BeforeEach
  void prepare() throws IOException {
    job = new JobFolder(folder);
    job.rows(5);
  }

  private boolean run(int batch) {
    return job.run(new Scenario.Offline(batch, SHORT));
  }

  private void assertRefused(String what) {
    assertThat(job.trouble().blame()).isEqualTo(Blame.CONFIGURATION);
    assertThat(job.trouble().what()).contains(what, "Batch 1 is possible");
    assertThat(job.at("times.ns")).doesNotExist();
  }

  @Test
  void stacked_samples_are_answered_as_each_alone() throws IOException {
    SmallGraph.doubling(job.engine(), -1, 2);
    for (int batch : List.of(1, 2, 3, 5, 12)) {
      assertThat(run(batch)).as(job.said().toString()).isTrue();
      job.assertAnswersAreOutputs();
      assertThat(job.number("offline.batch")).isEqualTo(batch);
    }
  }

  @Test
  void times_are_the_ends_of_batches_until_the_length_is_over() throws IOException {
    SmallGraph.doubling(job.engine(), -1, 2);
    assertThat(run(3)).isTrue();

    long[] ends = job.times("times.ns");
    assertThat(ends).isSorted();
    assertThat(ends[ends.length - 1]).isGreaterThanOrEqualTo(SHORT.toNanos());
    for (int batch = 0; batch < ends.length - 1; batch++) {
      assertThat(ends[batch]).isPositive().isLessThan(SHORT.toNanos());
    }
  }

  @Test
  void an_engine_of_exactly_this_batch_is_fed_whole_batches() throws IOException {
    SmallGraph.doubling(job.engine(), 4, 2);
    assertThat(
            job.ask(
                new RunnerRequest.Run(
                    "m.onnx", "in.tensors", Optional.empty(), 1, new Scenario.Offline(4, SHORT))))
        .as(job.said().toString())
        .isTrue();
    List<List<Tensor>> inputs = job.tensors("in.tensors");
    List<List<Tensor>> answers = job.tensors("answers.tensors");
    for (int index = 0; index < answers.size(); index++) {
      float[] input = inputs.get(job.answeredSamples().get(index)).get(0).floats();
      assertThat(answers.get(index).get(0).floats()).containsExactly(2 * input[0], 2 * input[1]);
    }
  }

  @Test
  void an_engine_of_single_samples_refuses_batches_and_says_what_is_possible() throws IOException {
    SmallGraph.doubling(job.engine(), 1, 2);
    assertThat(run(2)).isFalse();
    assertRefused("a batch of 2 would be fed as x float32[2, 2], but the engine takes");

    assertThat(run(1)).isTrue();
  }

  @Test
  void outputs_that_cannot_be_taken_apart_are_refused() throws IOException {
    SmallGraph.one(job.engine(), "NonZero", List.of("x"), 1, 7, -1, 2);
    job.samples(List.of(List.of(Tensor.ofFloats("x", List.of(1L, 2L), 1, 0))));
    assertThat(run(3)).isFalse();
    assertRefused("not one each");
  }

  @Test
  void samples_that_cannot_be_stacked_are_refused() throws IOException {
    SmallGraph.doubling(job.engine(), -1);
    job.samples(
        List.of(
            List.of(Tensor.ofFloats("x", List.of(1L), 1)),
            List.of(Tensor.ofFloats("x", List.of(2L), 1, 2))));
    assertThat(run(2)).isFalse();
    assertRefused("samples of one shape");

    SmallGraph.one(job.engine(), "Neg", List.of("x"), 1, 1);
    job.samples(List.of(List.of(Tensor.ofFloats("x", List.of(), 1))));
    assertThat(run(2)).isFalse();
    assertRefused("no dimension to stack along");
  }

  @Test
  void a_batch_larger_than_memory_is_refused_before_it_is_made() throws IOException {
    SmallGraph.doubling(job.engine(), -1, 2_000);
    job.samples(List.of(List.of(Tensor.ofFloats("x", List.of(1L, 2_000L), new float[2_000]))));
    assertThat(run(65_536)).isFalse();
    assertThat(job.trouble().what()).contains("more than 256.0 MiB", "A smaller batch");
  }
}
