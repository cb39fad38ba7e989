package dev.gantry.validation.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.validation.statistics.BinomialTail;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyPercentileTest {
  private static final LatencyPercentile P99 = new LatencyPercentile(99, 1 - 0.99, 1);

  @ParameterizedTest
  @CsvSource({"459, 0", "662, 1"})
  void p99_at_99_percent_needs_exactly_so_many_queries(long queries, long misses) {
    assertThat(P99.proven(queries, misses)).isTrue();
    assertThat(P99.proven(queries - 1, misses)).isFalse();
    assertThat(P99.proven(queries, misses + 1)).isFalse();
  }

  @Test
  void too_few_queries_tell_how_many_are_enough() {
    assertThat(P99.enoughQueries(100, 0)).hasValue(459);
    assertThat(P99.enoughQueries(458, 0)).hasValue(459);
    assertThat(P99.enoughQueries(0, 0)).hasValue(459);
  }

  @Test
  void a_share_of_misses_that_sits_on_the_percentile_is_never_enough() {
    assertThat(P99.enoughQueries(10_000, 100)).isEmpty();
    assertThat(P99.enoughQueries(1000, 9)).isPresent();
    assertThat(P99.enoughQueries(1000, 11)).isPresent();
  }

  @Test
  void so_many_queries_are_enough_indeed() {
    long enough = P99.enoughQueries(1000, 13).orElseThrow();
    assertThat(enough).isGreaterThan(1000);
    assertThat(P99.disproven(enough, (long) Math.floor(0.013 * enough))).isTrue();
    enough = P99.enoughQueries(1000, 8).orElseThrow();
    assertThat(P99.proven(enough, (long) Math.ceil(0.008 * enough))).isTrue();
  }

  @Test
  void every_further_look_asks_for_stronger_evidence() {
    LatencyPercentile four = new LatencyPercentile(99, 1 - 0.99, 4);
    assertThat(P99.proven(459, 0)).isTrue();
    assertThat(four.proven(459, 0)).isFalse();
    // ln(0.0025) / ln(0.99) = 596.1
    assertThat(four.proven(597, 0)).isTrue();
    assertThat(four.proven(596, 0)).isFalse();
    assertThat(four.chance(1000, 21)).isEqualTo(4 * P99.chance(1000, 21));
    assertThat(four.chance(1000, 1)).isEqualTo(1);
  }

  @Test
  void misses_disprove_from_the_first_number_that_chance_does_not_explain() {
    long fewest = P99.fewestMissesToDisprove(1000);
    assertThat(new BinomialTail(1000, 0.01).atLeast(fewest)).isLessThanOrEqualTo(0.01);
    assertThat(new BinomialTail(1000, 0.01).atLeast(fewest - 1)).isGreaterThan(0.01);
    assertThat(P99.disproven(1000, fewest)).isTrue();
    assertThat(P99.disproven(1000, fewest - 1)).isFalse();
  }

  @Test
  void the_most_misses_that_still_prove_are_minus_one_where_none_do() {
    assertThat(P99.mostMissesToProve(458)).isEqualTo(-1);
    assertThat(P99.mostMissesToProve(459)).isEqualTo(0);
    assertThat(P99.mostMissesToProve(662)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void more_misses_never_help_and_nothing_is_both_proven_and_disproven(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      LatencyPercentile percentile =
          new LatencyPercentile(
              random.nextDouble(40, 99.95), random.nextDouble(0.001, 0.2), random.nextInt(1, 6));
      long queries = random.nextLong(1, 5000);
      boolean proven = true;
      boolean disproven = false;
      for (long misses = 0; misses <= Math.min(queries, 400); misses++) {
        String what = "seed " + seed + ": " + percentile + " " + misses + " of " + queries;
        boolean nowProven = percentile.proven(queries, misses);
        boolean nowDisproven = percentile.disproven(queries, misses);
        assertThat(nowProven && !proven).as(what).isFalse();
        assertThat(disproven && !nowDisproven).as(what).isFalse();
        assertThat(nowProven && nowDisproven).as(what).isFalse();
        proven = nowProven;
        disproven = nowDisproven;
      }
    }
  }
}
