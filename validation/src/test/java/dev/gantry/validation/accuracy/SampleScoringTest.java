package dev.gantry.validation.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.quality.BoxScores;
import dev.gantry.golden.quality.ClassConfusion.Taken;
import dev.gantry.golden.quality.MapScores;
import dev.gantry.validation.comparison.OutputComparison;
import dev.gantry.validation.judgement.Given;
import dev.gantry.validation.judgement.Sights;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleScoringTest {
  private static final GoldenSet BOXES = Sights.boxes(1);
  private static final GoldenSet MAPS = Sights.maps(1);

  @Test
  void both_answers_are_held_against_the_labels_behind_the_references() {
    SampleTaskScore score =
        Sights.score(BOXES, 0, Sights.seen(0, 0.9), Sights.boxTruth(0), Sights.seen(1, 0.9));
    assertThat(score.task())
        .hasValueSatisfying(
            task -> {
              assertThat(((BoxScores) task.reference()).labelled()).containsExactly(1, 0);
              assertThat(((BoxScores) task.reference()).found()).hasSize(1);
              assertThat(((BoxScores) task.engine()).found()).hasSize(1);
              assertThat(task.engine()).isNotEqualTo(task.reference());
            });
    assertThat(score.outputs()).extracting(OutputComparison::output).containsExactly("rows");
  }

  @Test
  void a_map_is_counted_place_by_place_and_its_argmax_too() {
    SampleTaskScore score =
        Sights.score(MAPS, 0, Sights.map(0, 1), Sights.mapTruth(0, 1), Sights.map(1, 1));
    assertThat(score.task())
        .contains(
            new TaskOutcome(
                MapScores.of(List.of(new Taken(0, 0, 1), new Taken(1, 1, 1)), 2, 0),
                MapScores.of(List.of(new Taken(0, 1, 1), new Taken(1, 1, 1)), 2, 0)));
    assertThat(score.outputs())
        .singleElement()
        .satisfies(
            output -> {
              assertThat(output.choices()).isEqualTo(2);
              assertThat(output.agreeing()).isEqualTo(1);
            });
  }

  @Test
  void the_class_is_read_from_the_output_that_is_named() {
    Tensor other = Tensor.ofFloats("other", List.of(1L, 2L), 3, 1);
    GoldenSet set =
        new GoldenSet(
            "set",
            "1",
            BOXES.digest(),
            Given.CLASSES,
            Optional.of(new Decoding.Classes("logits")),
            List.of(),
            List.of(other.spec(), Given.LOGITS),
            List.of(Given.sample(0)));
    SampleTaskScore score =
        SampleScoring.of(set)
            .score(
                Given.sample(0),
                List.of(other, Given.logits(1, 3)),
                List.of(other, Given.logits(3, 1)));
    assertThat(score.task()).contains(Given.choice(true, false));
    SampleTaskScore absent =
        SampleScoring.of(set)
            .score(Given.sample(0), List.of(other, Given.logits(1, 3)), List.of(other));
    assertThat(absent.task()).hasValueSatisfying(task -> assertThat(task.lost()).isTrue());
  }

  @Test
  void a_set_that_does_not_say_how_it_is_decoded_is_one_of_classes() {
    GoldenSet bare =
        new GoldenSet(
            "set",
            "1",
            BOXES.digest(),
            Given.CLASSES,
            Optional.empty(),
            List.of(),
            List.of(Given.LOGITS),
            List.of(Given.sample(0)));
    List<Tensor> same = List.of(Given.logits(1, 3));
    assertThat(SampleScoring.of(bare).score(Given.sample(0), same, same).task())
        .contains(Given.choice(true, true));
  }

  @Test
  void an_engine_without_the_output_sees_nothing() {
    SampleTaskScore blind =
        SampleScoring.of(BOXES)
            .score(
                Sights.sample(0),
                List.of(Sights.seen(0, 0.9), Sights.boxTruth(0)),
                List.of(Given.logits(1, 2)));
    assertThat(((BoxScores) blind.task().orElseThrow().engine()).found()).isEmpty();
    SampleTaskScore blank =
        SampleScoring.of(MAPS)
            .score(Sights.sample(0), List.of(Sights.map(0, 1), Sights.mapTruth(0, 1)), List.of());
    assertThat(((MapScores) blank.task().orElseThrow().engine()).both()).containsExactly(0, 0);
  }

  @Test
  void a_sample_without_labels_has_no_outcome_but_one_without_things_has() {
    List<Tensor> seen = List.of(Sights.seen(0, 0.9));
    assertThat(SampleScoring.of(BOXES).score(Sights.sample(0), seen, seen).task()).isEmpty();
    assertThat(
            Sights.score(BOXES, 0, Sights.seen(0, 0.9), Sights.boxTruth(), Sights.seen(0, 0.9))
                .task())
        .isPresent();
  }

  @Test
  void references_and_labels_of_another_set_are_refused() {
    SampleScoring scoring = SampleScoring.of(BOXES);
    Tensor seen = Sights.seen(0, 0.9);
    assertThatThrownBy(() -> scoring.score(Sights.sample(0), List.of(), List.of(seen)))
        .hasMessage("sample 's0' has 0 of 1 outputs");
    assertThatThrownBy(
            () -> scoring.score(Sights.sample(0), List.of(Given.logits(1)), List.of(seen)))
        .hasMessageContaining("references of sample 's0' are [logits float32[1, 1]]");
    assertThatThrownBy(
            () -> scoring.score(Sights.sample(0), List.of(seen, Sights.boxTruth(2)), List.of(seen)))
        .hasMessageContaining("is no box of 2 classes");
    assertThatThrownBy(
            () -> Sights.score(MAPS, 0, Sights.map(0, 1), Sights.mapTruth(0, 2), Sights.map(0, 1)))
        .hasMessageContaining("level 2");
  }

  @Test
  void a_decoding_that_does_not_fit_reads_nothing() {
    GoldenSet wrong = Sights.golden(Sights.BOXES, Given.LOGITS, 1);
    List<Tensor> same = List.of(Given.logits(1, 2));
    assertThat(SampleScoring.of(wrong).score(Sights.sample(0), same, same).task()).isEmpty();
  }
}
