package dev.gantry.validation.accuracy;

import static dev.gantry.validation.judgement.Given.CLASSES;
import static dev.gantry.validation.judgement.Given.logits;
import static dev.gantry.validation.judgement.Given.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.validation.comparison.OutputComparison;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleTaskScoreTest {
  private static final Tensor EXTRA = Tensor.ofFloats("boxes", List.of(1L, 4L), 1, 2, 3, 4);

  private static Optional<TaskHit> hit(Tensor reference, Tensor got) {
    return SampleTaskScore.of(sample(0), CLASSES, List.of(reference), List.of(got)).hit();
  }

  @Test
  void the_largest_of_the_first_output_is_the_answer() {
    assertThat(hit(logits(1, 2), logits(1, 2))).contains(new TaskHit(true, true));
    assertThat(hit(logits(1, 2), logits(2, 1))).contains(new TaskHit(true, false));
    assertThat(hit(logits(2, 1), logits(1, 2))).contains(new TaskHit(false, true));
    assertThat(hit(logits(2, 1), logits(2, 1))).contains(new TaskHit(false, false));
  }

  @Test
  void an_engine_that_answers_nan_or_another_shape_is_wrong() {
    assertThat(hit(logits(1, 2), logits(Float.NaN, 2))).contains(new TaskHit(true, false));
    assertThat(hit(logits(1, 2), logits(1, 2, 0))).contains(new TaskHit(true, false));
  }

  @Test
  void a_reference_of_nan_makes_the_label_useless_and_not_the_engine_good() {
    assertThat(hit(logits(1, Float.NaN), logits(1, 2))).isEmpty();
  }

  @Test
  void labels_that_name_no_class_or_outputs_that_are_no_classes_give_no_hit() {
    GoldenSet.Sample odd = new GoldenSet.Sample("odd", Optional.of("tunnel"), List.of());
    assertThat(SampleTaskScore.of(odd, CLASSES, List.of(logits(1, 2)), List.of(logits(1, 2))).hit())
        .isEmpty();
    assertThat(hit(logits(1, 2, 3), logits(1, 2, 3))).isEmpty();
  }

  @Test
  void a_set_without_class_names_is_labelled_by_index() {
    GoldenSet.Sample second = new GoldenSet.Sample("x", Optional.of("1"), List.of());
    GoldenSet.Sample beyond = new GoldenSet.Sample("x", Optional.of("2"), List.of());
    List<Tensor> same = List.of(logits(1, 2));
    assertThat(SampleTaskScore.of(second, List.of(), same, same).hit())
        .contains(new TaskHit(true, true));
    assertThat(SampleTaskScore.of(beyond, List.of(), same, same).hit()).isEmpty();
  }

  @Test
  void a_sample_without_a_label_has_no_hit() {
    GoldenSet.Sample bare = new GoldenSet.Sample("x", Optional.empty(), List.of());
    List<Tensor> same = List.of(logits(1, 2));
    assertThat(SampleTaskScore.of(bare, CLASSES, same, same).hit()).isEmpty();
  }

  @Test
  void outputs_are_matched_by_name_whatever_their_order() {
    SampleTaskScore score =
        SampleTaskScore.of(
            sample(0), CLASSES, List.of(logits(1, 2), EXTRA), List.of(EXTRA, logits(1, 2)));
    assertThat(score.outputs())
        .extracting(OutputComparison::output)
        .containsExactly("logits", "boxes");
    assertThat(score.outputs()).allMatch(OutputComparison::identical);
    assertThat(score.hit()).contains(new TaskHit(true, true));
  }

  @Test
  void a_missing_or_surplus_output_is_a_mismatch() {
    SampleTaskScore missing =
        SampleTaskScore.of(sample(0), CLASSES, List.of(logits(1, 2), EXTRA), List.of(EXTRA));
    assertThat(missing.outputs().get(0).mismatch())
        .contains("the engine gave no logits float32[1, 2]");
    assertThat(missing.hit()).contains(new TaskHit(true, false));
    SampleTaskScore surplus =
        SampleTaskScore.of(sample(0), CLASSES, List.of(logits(1, 2)), List.of(logits(1, 2), EXTRA));
    assertThat(surplus.outputs().get(1).mismatch().orElseThrow())
        .contains("boxes", "does not have");
  }

  @Test
  void two_outputs_of_one_name_are_refused() {
    List<Tensor> twice = List.of(EXTRA, EXTRA);
    assertThatThrownBy(() -> SampleTaskScore.of(sample(0), CLASSES, twice, twice))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
