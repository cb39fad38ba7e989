package dev.gantry.validation.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccuracyRemedyTest {
  private static List<String> all(Precision precision) {
    AccuracyRemedy remedy = new AccuracyRemedy(precision);
    return List.of(
        remedy.nonsense(),
        remedy.far("s1"),
        remedy.worstSample("s1"),
        remedy.loss("s1"),
        remedy.floor("s1"));
  }

  @Test
  void full_precision_is_never_told_to_compute_more_precisely() {
    assertThat(all(Precision.FP32))
        .noneMatch(words -> words.contains("higher precision") || words.contains("calibrate"));
  }

  @ParameterizedTest
  @EnumSource(value = Precision.class, names = "FP32", mode = EnumSource.Mode.EXCLUDE)
  void lower_precisions_are_told_which_layers_to_keep_and_how_to_find_them(Precision precision) {
    assertThat(new AccuracyRemedy(precision).far("s1"))
        .contains("gantry convert --golden", "plans");
    assertThat(new AccuracyRemedy(precision).loss("s1")).contains("higher precision", "'s1'");
  }
}
