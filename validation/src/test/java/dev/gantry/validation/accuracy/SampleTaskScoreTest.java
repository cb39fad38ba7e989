package dev.gantry.validation.accuracy;

import static dev.gantry.validation.judgement.Given.CLASSES;
import static dev.gantry.validation.judgement.Given.choice;
import static dev.gantry.validation.judgement.Given.logits;
import static dev.gantry.validation.judgement.Given.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.quality.ChoiceScore;
import dev.gantry.validation.comparison.OutputComparison;
import dev.gantry.validation.judgement.Given;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SampleTaskScoreTest {
  private static final Tensor EXTRA = Tensor.ofFloats("boxes", List.of(1L, 4L), 1, 2, 3, 4);

  private static final TaskOutcome SILENT =
      new TaskOutcome(
          new ChoiceScore(1, OptionalInt.of(1)), new ChoiceScore(1, OptionalInt.empty()));

  private static Optional<TaskOutcome> hit(Tensor reference, Tensor got) {
    return Given.score(sample(0), CLASSES, List.of(reference), List.of(got)).task();
  }

  @Test
  void the_largest_of_the_first_output_is_the_answer() {
    assertThat(hit(logits(1, 2), logits(1, 2))).contains(choice(true, true));
    assertThat(hit(logits(1, 2), logits(2, 1))).contains(choice(true, false));
    assertThat(hit(logits(2, 1), logits(1, 2))).contains(choice(false, true));
    assertThat(hit(logits(2, 1), logits(2, 1))).contains(choice(false, false));
  }

  @Test
  void an_engine_that_answers_nan_or_another_shape_chooses_nothing() {
    assertThat(hit(logits(1, 2), logits(Float.NaN, 2))).contains(SILENT);
    assertThat(hit(logits(1, 2), logits(1, 2, 0))).contains(SILENT);
  }

  @Test
  void a_reference_of_nan_makes_the_label_useless_and_not_the_engine_good() {
    assertThat(hit(logits(1, Float.NaN), logits(1, 2))).isEmpty();
  }

  @Test
  void labels_that_name_no_class_or_outputs_that_are_no_classes_give_no_hit() {
    GoldenSet.Sample odd = new GoldenSet.Sample("odd", Optional.of("tunnel"), List.of());
    assertThat(Given.score(odd, CLASSES, List.of(logits(1, 2)), List.of(logits(1, 2))).task())
        .isEmpty();
    assertThat(hit(logits(1, 2, 3), logits(1, 2, 3))).isEmpty();
  }

  @Test
  void a_set_without_class_names_is_labelled_by_index() {
    GoldenSet.Sample second = new GoldenSet.Sample("x", Optional.of("1"), List.of());
    GoldenSet.Sample beyond = new GoldenSet.Sample("x", Optional.of("2"), List.of());
    List<Tensor> same = List.of(logits(1, 2));
    assertThat(Given.score(second, List.of(), same, same).task()).contains(choice(true, true));
    assertThat(Given.score(beyond, List.of(), same, same).task()).isEmpty();
  }

  @Test
  void a_sample_without_a_label_has_no_hit() {
    GoldenSet.Sample bare = new GoldenSet.Sample("x", Optional.empty(), List.of());
    List<Tensor> same = List.of(logits(1, 2));
    assertThat(Given.score(bare, CLASSES, same, same).task()).isEmpty();
  }

  @Test
  void outputs_are_matched_by_name_whatever_their_order() {
    SampleTaskScore score =
        Given.score(sample(0), CLASSES, List.of(logits(1, 2), EXTRA), List.of(EXTRA, logits(1, 2)));
    assertThat(score.outputs())
        .extracting(OutputComparison::output)
        .containsExactly("logits", "boxes");
    assertThat(score.outputs()).allMatch(OutputComparison::identical);
    assertThat(score.task()).contains(choice(true, true));
  }

  @Test
  void a_missing_or_surplus_output_is_a_mismatch() {
    SampleTaskScore missing =
        Given.score(sample(0), CLASSES, List.of(logits(1, 2), EXTRA), List.of(EXTRA));
    assertThat(missing.outputs().get(0).mismatch())
        .contains("the engine gave no logits float32[1, 2]");
    assertThat(missing.task()).contains(SILENT);
    SampleTaskScore surplus =
        Given.score(sample(0), CLASSES, List.of(logits(1, 2)), List.of(logits(1, 2), EXTRA));
    assertThat(surplus.outputs().get(1).mismatch().orElseThrow())
        .contains("boxes", "does not have");
  }

  @Test
  void two_outputs_of_one_name_are_refused() {
    List<Tensor> twice = List.of(EXTRA, EXTRA);
    assertThatThrownBy(() -> Given.score(sample(0), CLASSES, twice, twice))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
