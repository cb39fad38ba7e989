package dev.gantry.golden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SampleScorerTest {
  private static final Tensor SECOND = Tensor.ofFloats("logits", List.of(1L, 2L), 1, 3);

  private static Optional<SampleScore> score(List<String> classes, String label, Tensor... given) {
    GoldenSet.Sample sample = new GoldenSet.Sample("s", Optional.of(label), List.of());
    GoldenSet set =
        new GoldenSet(
            "set",
            "1",
            Digest.of(new byte[1]),
            classes,
            Optional.of(new Decoding.Classes("logits")),
            List.of(),
            List.of(SECOND.spec()),
            List.of(sample));
    return SampleScorer.of(set).orElseThrow().score(sample, List.of(), List.of(given));
  }

  @Test
  void labels_name_a_class_and_are_indices_where_the_set_names_none() {
    SampleScore right = new ChoiceScore(1, OptionalInt.of(1));
    assertThat(score(List.of("clear", "blocked"), "blocked", SECOND)).contains(right);
    assertThat(score(List.of(), "1", SECOND)).contains(right);
    assertThat(score(List.of("clear", "blocked"), "1", SECOND)).isEmpty();
    for (String label : List.of("2", "-1", "blocked", "1.0", "99999999999", "")) {
      assertThat(score(List.of(), label, SECOND)).as(label).isEmpty();
    }
  }

  @Test
  void where_the_output_is_missing_or_of_another_shape_nothing_is_chosen() {
    SampleScore silent = new ChoiceScore(0, OptionalInt.empty());
    assertThat(score(List.of(), "0")).contains(silent);
    assertThat(score(List.of(), "0", Tensor.ofFloats("logits", List.of(2L), 1, 3)))
        .contains(silent);
    assertThat(silent.broken()).isEqualTo(1);
  }
}
