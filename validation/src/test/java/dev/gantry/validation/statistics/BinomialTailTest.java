package dev.gantry.validation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinomialTailTest {

  /** Computed with 60 decimal digits. */
  @ParameterizedTest
  @CsvSource({
    "459, 0, 0.01, 9.92097420104062593e-03",
    "458, 0, 0.01, 1.00211860616571981e-02",
    "662, 1, 0.01, 9.91398564545937014e-03",
    "661, 1, 0.01, 1.00009677465179008e-02",
    "10, 3, 0.5, 0.171875",
    "1000, 20, 0.01, 9.98503518452290795e-01",
    "1000, 3, 0.01, 1.00726547720143798e-02",
    "100000, 900, 0.01, 6.60841333450152592e-04",
    "10000000, 99000, 0.01, 7.32927310559230538e-04",
    "10000000, 98000, 0.01, 9.12145545813829690e-11",
  })
  void the_lower_tail_is_exact_to_ten_million_trials(
      long trials, long hits, double share, double expected) {
    assertThat(new BinomialTail(trials, share).atMost(hits))
        .isCloseTo(expected, Percentage.withPercentage(1e-7));
  }

  @Test
  void the_upper_tail_is_exact() {
    assertThat(new BinomialTail(1000, 0.01).atLeast(21))
        .isCloseTo(0.0014964815477092432, Percentage.withPercentage(1e-9));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void both_tails_make_one_and_mirror_each_other(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 2000; round++) {
      long trials = random.nextLong(1, round % 2 == 0 ? 30 : 1_000_000);
      double share = random.nextDouble();
      long hits = random.nextLong(0, trials + 1);
      BinomialTail binomial = new BinomialTail(trials, share);
      String what = "seed " + seed + ": " + binomial + " hits " + hits;
      assertThat(binomial.atMost(hits) + binomial.atLeast(hits + 1))
          .as(what)
          .isCloseTo(1, within(1e-9));
      assertThat(binomial.atMost(hits))
          .as(what)
          .isCloseTo(new BinomialTail(trials, 1 - share).atLeast(trials - hits), within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void small_numbers_agree_with_multiplying_it_out(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 500; round++) {
      int trials = random.nextInt(1, 60);
      double share = random.nextDouble(0.001, 0.999);
      int hits = random.nextInt(0, trials + 1);
      double term = Math.pow(1 - share, trials);
      double sum = term;
      for (int i = 0; i < hits; i++) {
        term *= (trials - i) * share / ((i + 1) * (1 - share));
        sum += term;
      }
      assertThat(new BinomialTail(trials, share).exactly(hits))
          .as("seed " + seed + ": " + trials + " trials, " + hits + " hits of " + share)
          .isCloseTo(term, Percentage.withPercentage(1e-8));
      assertThat(new BinomialTail(trials, share).atMost(hits))
          .as("seed " + seed + ": " + trials + " trials, at most " + hits + " of " + share)
          .isCloseTo(sum, Percentage.withPercentage(1e-8));
    }
  }

  @Test
  void a_share_of_nothing_or_everything_has_one_outcome() {
    assertThat(new BinomialTail(10, 0).atMost(0)).isEqualTo(1);
    assertThat(new BinomialTail(10, 0).atLeast(1)).isEqualTo(0);
    assertThat(new BinomialTail(10, 1).atLeast(10)).isEqualTo(1);
    assertThat(new BinomialTail(10, 1).atMost(9)).isEqualTo(0);
    assertThat(new BinomialTail(0, 0.5).atMost(0)).isEqualTo(1);
  }

  @Test
  void far_tails_keep_their_size_instead_of_becoming_nothing() {
    assertThat(new BinomialTail(1000, 0.01).atLeast(150)).isBetween(1e-150, 1e-100);
  }
}
