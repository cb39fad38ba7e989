package dev.gantry.golden.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.golden.task.ClassImage;
import dev.gantry.golden.task.TaskAnswer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MeanOverlapTest {
  @Test
  void places_are_counted_over_all_samples_before_the_mean_over_classes() {
    MapScores one = score(new int[] {0, 0, 1, 1}, new int[] {0, 1, 1, 1});
    MapScores two = score(new int[] {0, 0, 0, 0}, new int[] {0, 0, 0, 0});
    MeanOverlap quality = new MeanOverlap(List.of(one, two));
    assertThat(quality.all(0).orElseThrow()).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(quality.all(1).orElseThrow()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(quality.all().orElseThrow()).isCloseTo(0.75, within(1e-12));
    assertThat(quality.of(new int[] {0, 3})).hasValue(1);
    assertThat(quality.labelled(1)).isEqualTo(1);
  }

  @Test
  void what_nobody_labelled_is_not_counted() {
    ClassImage truth = image(0, ClassImage.NONE, 7, 0);
    MapScores scores = MapScores.of(answer(0, 1, 1, 0), truth, OptionalInt.of(7), 2);
    assertThat(new MeanOverlap(List.of(scores)).all()).hasValue(1);
    MapScores nothing = MapScores.of(answer(0, 1, 1, 0), image(7, 7, 7, 7), OptionalInt.of(7), 2);
    assertThat(new MeanOverlap(List.of(nothing)).all()).isEmpty();
    assertThat(new MeanOverlap(List.of()).all()).isEmpty();
  }

  @Test
  void a_class_that_is_answered_but_labelled_nowhere_costs_the_class_that_is_there() {
    MapScores scores = score(new int[] {0, 0, 0, 0}, new int[] {0, 0, 0, 1});
    assertThat(new MeanOverlap(List.of(scores)).all()).hasValue(0.75);
  }

  @Test
  void a_place_without_a_choice_is_missing_where_it_was_wanted() {
    MapScores scores = score(new int[] {0, 0, 1, 1}, new int[] {0, 0, 1, ClassImage.NONE});
    assertThat(scores.taken()).contains(new ClassConfusion.Taken(1, ClassConfusion.NOTHING, 1));
    assertThat(new MeanOverlap(List.of(scores)).all()).hasValue(0.75);
  }

  @Test
  void a_map_of_another_size_or_with_an_unknown_class_is_a_fault() {
    TaskAnswer.Places said = new TaskAnswer.Places(new ClassImage(1, 2, new byte[2]), 0);
    assertThatThrownBy(() -> MapScores.of(said, image(0, 0, 0, 0), OptionalInt.empty(), 2))
        .hasMessageContaining("2 x 2")
        .hasMessageContaining("1 x 2");
    assertThatThrownBy(
            () -> MapScores.of(answer(0, 0, 0, 0), image(0, 0, 0, 2), OptionalInt.empty(), 2))
        .hasMessageContaining("level 2")
        .hasMessageContaining("none of 2 classes");
  }

  private static MapScores score(int[] truth, int[] answer) {
    return MapScores.of(answer(answer), image(truth), OptionalInt.empty(), 2);
  }

  private static TaskAnswer.Places answer(int... levels) {
    return new TaskAnswer.Places(image(levels), 0);
  }

  private static ClassImage image(int... levels) {
    byte[] bytes = new byte[4];
    for (int place = 0; place < 4; place++) {
      bytes[place] = (byte) levels[place];
    }
    return new ClassImage(2, 2, bytes);
  }
}
