package dev.gantry.validation.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.validation.statistics.BinomialTail;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnseenLossTest {

  @ParameterizedTest
  @CsvSource({
    "200, 0.01, 0.0227628",
    "51, 0.01, 0.0863406",
    "20, 0.05, 0.1391083",
    "1, 0.01, 0.99"
  })
  void the_bound_is_the_one_of_clopper_and_pearson(long samples, double alpha, double bound) {
    assertThat(new UnseenLoss(samples, alpha).bound()).isCloseTo(bound, within(1e-7));
  }

  @ParameterizedTest
  @ValueSource(longs = {71, 72, 73})
  void an_engine_that_loses_just_the_bound_looks_unchanged_with_a_chance_of_alpha(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long samples = random.nextLong(1, 100_000);
    double alpha = random.nextDouble(1e-6, 0.5);
    double bound = new UnseenLoss(samples, alpha).bound();
    assertThat(new BinomialTail(samples, bound).exactly(0))
        .as("seed " + seed)
        .isCloseTo(alpha, within(1e-9));
  }

  @Test
  void three_points_at_99_percent_need_152_samples() {
    assertThat(new UnseenLoss(151, 0.01).bound()).isGreaterThan(0.03);
    assertThat(new UnseenLoss(152, 0.01).bound()).isLessThan(0.03);
  }
}
