package dev.gantry.golden.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
  @Test
  void the_class_is_the_highest_score_of_the_named_output_and_of_equals_the_first() {
    AnswerReader reader =
        new AnswerReader(new Decoding.Classes("logits"), Drawn.CLASSES, Optional.empty());
    Tensor other = Tensor.ofFloats("other", List.of(1L, 2L), 9, 1);
    assertThat(reader.read(List.of(other, logits(1, 3))))
        .isEqualTo(new TaskAnswer.Choice(OptionalInt.of(1)));
    assertThat(reader.read(List.of(logits(3, 3))))
        .isEqualTo(new TaskAnswer.Choice(OptionalInt.of(0)));
    assertThat(reader.read(List.of(logits(3, Float.NaN))))
        .isEqualTo(new TaskAnswer.Choice(OptionalInt.empty()));
  }

  @Test
  void each_place_of_a_map_has_its_highest_class_and_of_equals_the_lowest() {
    Tensor scores =
        Tensor.ofFloats("map", List.of(1L, 2L, 2L, 3L), 1, 2, 3, 4, 5, 6, 0, 3, 3, 9, 5, 7);
    TaskAnswer.Places places = read(scores);
    assertThat(places.broken()).isZero();
    assertThat(places.image()).isEqualTo(new ClassImage(3, 2, new byte[] {0, 1, 0, 1, 0, 1}));
  }

  @Test
  void a_place_with_nan_has_no_class_and_is_counted() {
    Tensor scores = Tensor.ofFloats("map", List.of(1L, 2L, 1L, 2L), 1, 2, Float.NaN, 3);
    TaskAnswer.Places places = read(scores);
    assertThat(places.broken()).isEqualTo(1);
    assertThat(List.of(places.image().at(0), places.image().at(1)))
        .containsExactly(ClassImage.NONE, 1);
  }

  @Test
  void an_output_that_is_not_there_is_a_fault_that_names_it() {
    AnswerReader reader =
        new AnswerReader(new Decoding.Classes("probs"), Drawn.CLASSES, Optional.empty());
    assertThatThrownBy(() -> reader.read(List.of(logits(1, 2)))).hasMessage("no output 'probs'");
  }

  private static TaskAnswer.Places read(Tensor scores) {
    Decoding decoding = new Decoding.ClassMap("map", OptionalInt.empty());
    return (TaskAnswer.Places)
        new AnswerReader(decoding, Drawn.CLASSES, Optional.empty()).read(List.of(scores));
  }

  private static Tensor logits(float... values) {
    return Tensor.ofFloats("logits", List.of(1L, 2L), values);
  }
}
