package dev.gantry.runner.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.RunOutput;
import dev.gantry.runner.SampleAnswer;
import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.runner.wire.RunnerLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptAnswersTest {
  @TempDir Path folder;
  private final List<RunnerLine> said = new ArrayList<>();

  private static SampleAnswer answer(int sample, int numbers) {
    return new SampleAnswer(
        sample, List.of(Tensor.ofFloats("y", List.of((long) numbers), new float[numbers])));
  }

  @Test
  void the_latest_are_kept_where_not_all_find_room() throws Exception {
    KeptAnswers answers = new KeptAnswers(new RunOutput(folder, said::add));
    for (int sample = 0; sample < 4; sample++) {
      answers.keep(answer(sample, 7_000_000));
    }
    answers.tell();
    assertThat(said).contains(new RunnerLine.Fact("answers.samples", "2,3"));
    try (TensorFileReader file = new TensorFileReader(folder.resolve("answers.tensors"))) {
      assertThat(file.samples()).isEqualTo(2);
    }
  }

  @Test
  void what_was_told_is_told_again_only_with_something_new() throws Exception {
    KeptAnswers answers = new KeptAnswers(new RunOutput(folder, said::add));
    answers.tell();
    assertThat(said).isEmpty();

    answers.keep(answer(9, 1));
    answers.tell();
    answers.tell();
    assertThat(said).hasSize(2);

    answers.keep(answer(4, 1));
    answers.tell();
    assertThat(said).contains(new RunnerLine.Fact("answers.samples", "9,4"));
  }
}
