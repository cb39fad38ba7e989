package dev.gantry.validation.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.validation.statistics.BinomialTail;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirichletLossTest {

  @ParameterizedTest
  @CsvSource({
    "22, 1, 54, 0.08, 8.26839608457e-5",
    "9, 1, 291, 0.03, 0.658769843538",
    "5, 4, 91, 0.02, 0.64379142629",
    "40, 10, 250, 0.03, 0.000829296447609",
    "31, 2, 44, 0.08, 1.75598132516e-6",
    "12, 12, 276, 0, 0.5",
    "100, 20, 0, 0.5, 0.012182882436",
    "60, 5, 2935, 0.005, 1.05812032984e-8"
  })
  void it_is_the_integral_that_another_program_computes_to_30_digits(
      long lost, long gained, long rest, double margin, double atMost) {
    assertThat(new DirichletLoss(lost, gained, rest).atMost(margin))
        .isCloseTo(atMost, Percentage.withPercentage(1e-6));
  }

  @ParameterizedTest
  @ValueSource(longs = {51, 52, 53, 54})
  void it_says_what_a_hundred_thousand_draws_say(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int lost = random.nextInt(1, 30);
    int gained = random.nextInt(1, 20);
    int rest = random.nextInt(1, 200);
    double margin = random.nextDouble(-0.1, 0.2);
    int above = 0;
    for (int run = 0; run < 100_000; run++) {
      double most = gamma(random, lost);
      double other = gamma(random, gained);
      above += (most - other) > margin * (most + other + gamma(random, rest)) ? 1 : 0;
    }
    DirichletLoss law = new DirichletLoss(lost, gained, rest);
    assertThat(law.above(margin))
        .as("seed " + seed + ": " + law + " above " + margin)
        .isCloseTo(above / 100_000.0, within(0.008));
  }

  /** The sum of so many exponential waits. */
  private static double gamma(SplittableRandom random, int shape) {
    double sum = 0;
    for (int i = 0; i < shape; i++) {
      sum -= Math.log1p(-random.nextDouble());
    }
    return sum;
  }

  @Test
  void without_gains_it_is_the_bound_of_clopper_and_pearson() {
    for (int lost = 0; lost < 40; lost++) {
      assertThat(new DirichletLoss(lost + 1, 0, 300 - lost).above(0.05))
          .isCloseTo(new BinomialTail(300, 0.05).atMost(lost), Percentage.withPercentage(1e-9));
    }
    assertThat(new DirichletLoss(1, 0, 152).above(0.03)).isLessThan(0.01);
    assertThat(new DirichletLoss(1, 0, 151).above(0.03)).isGreaterThan(0.01);
  }

  @ParameterizedTest
  @ValueSource(longs = {61, 62, 63})
  void both_sides_are_all_there_is_and_losses_mirror_gains(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 200; run++) {
      DirichletLoss law =
          new DirichletLoss(random.nextInt(50), random.nextInt(50), 1 + random.nextInt(3000));
      double margin = random.nextDouble(-0.5, 0.5);
      String words = "seed " + seed + ": " + law + " at " + margin;
      assertThat(law.above(margin) + law.atMost(margin)).as(words).isCloseTo(1, within(1e-9));
      DirichletLoss mirrored =
          new DirichletLoss(/* lost= */ law.gained(), /* gained= */ law.lost(), law.rest());
      assertThat(law.above(margin)).as(words).isCloseTo(mirrored.atMost(-margin), within(1e-12));
    }
  }

  @Test
  void what_cannot_be_is_not() {
    assertThat(new DirichletLoss(0, 3, 27).above(0)).isZero();
    assertThat(new DirichletLoss(0, 3, 27).atMost(0)).isEqualTo(1);
    assertThat(new DirichletLoss(30, 0, 0).above(0.99)).isEqualTo(1);
    assertThat(new DirichletLoss(30, 0, 0).above(1)).isZero();
    assertThat(new DirichletLoss(3, 4, 5).atMost(1)).isEqualTo(1);
  }
}
