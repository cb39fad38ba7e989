package dev.gantry.validation.timing;

import static dev.gantry.validation.judgement.Given.latency;
import static dev.gantry.validation.judgement.Given.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.ruling.Ruling;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyCheckTest {

  private static Ruling rule(Criterion.Latency criterion, RoundTimes... rounds) {
    return new LatencyCheck(criterion, 1).rule(SortedTimes.of(Arrays.asList(rounds)));
  }

  private static Quantity milliseconds(double value) {
    return new Quantity(value, Unit.MILLISECOND);
  }

  @Test
  void enough_fast_queries_keep_the_limit() {
    assertThat(rule(latency(99, "<= 12 ms"), times(459, 0)))
        .isEqualTo(
            new Ruling.Met(
                milliseconds(10),
                "10 ms measured over 459 queries (99 % sure it is at most 10 ms), at most 12 ms"
                    + " allowed"));
  }

  @Test
  void one_query_too_few_proves_nothing_and_says_how_many_more() {
    assertThat(rule(latency(99, "<= 12 ms"), times(458, 0)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> {
              assertThat(unknown.blame()).isEqualTo(Blame.CONFIGURATION);
              assertThat(unknown.value()).contains(milliseconds(10));
              assertThat(unknown.message()).contains("1 more queries", "0 so far");
              assertThat(unknown.remedy()).contains("459 queries");
            });
  }

  @Test
  void no_query_at_all_is_not_a_pass() {
    assertThat(rule(latency(99, "<= 12 ms"))).isInstanceOf(Ruling.Unknown.class);
    assertThat(rule(latency(99, "<= 12 ms"), RoundTimes.of())).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void rounds_count_together() {
    assertThat(rule(latency(99, "<= 12 ms"), times(230, 0), times(229, 0)))
        .isInstanceOf(Ruling.Met.class);
  }

  @Test
  void a_slow_engine_is_broken_with_the_bound_that_the_evidence_gives() {
    long[] times = LongStream.rangeClosed(1, 1000).map(i -> 13_000_000 + i * 10_000).toArray();
    assertThat(rule(latency(99, "<= 12 ms"), RoundTimes.of(times)))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> {
              assertThat(broken.value()).isEqualTo(milliseconds(22.9));
              assertThat(broken.chance()).isLessThan(1e-100);
              // 19 misses are the fewest of 1000 that chance does not explain: 1000 - 19 + 1 = 982
              assertThat(broken.message())
                  .isEqualTo(
                      "22.9 ms measured over 1000 queries (99 % sure it is above 22.82 ms), at"
                          + " most 12 ms allowed");
            });
  }

  @Test
  void the_bounds_are_the_order_statistics_that_the_evidence_gives() {
    long[] times = LongStream.rangeClosed(1, 1000).map(i -> i * 10_000).toArray();
    // Two misses of 1000 still prove a limit: the third largest is the upper bound.
    assertThat(rule(latency(99, "<= 12 ms"), RoundTimes.of(times)))
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met -> assertThat(met.message()).contains("9.9 ms", "sure it is at most 9.98 ms"));
    assertThat(rule(latency(99, "<= 9.95 ms"), RoundTimes.of(times)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("lies between 9.82 ms and 9.98 ms"));
  }

  @Test
  void a_percentile_on_the_limit_is_never_settled() {
    assertThat(rule(latency(99, "<= 12 ms"), times(10_000, 100)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("no number of queries will settle"));
  }

  @ParameterizedTest
  @CsvSource({"12 ms, 12000000", "0.1 ms, 100000", "16.7 ms, 16700000", "1.1 s, 1100000000"})
  void a_time_that_equals_the_limit_keeps_it_and_one_nanosecond_more_does_not(
      String limit, long nanoseconds) {
    long[] times = new long[600];
    Arrays.fill(times, nanoseconds);
    assertThat(rule(latency(99, "<= " + limit), RoundTimes.of(times)))
        .isInstanceOf(Ruling.Met.class);
    Arrays.fill(times, nanoseconds + 1);
    assertThat(rule(latency(99, "<= " + limit), RoundTimes.of(times)))
        .isInstanceOf(Ruling.Broken.class);
  }

  @Test
  void a_hair_above_the_limit_is_not_written_as_the_limit() {
    long[] times = new long[600];
    Arrays.fill(times, 12_000_100);
    assertThat(rule(latency(99, "<= 12 ms"), RoundTimes.of(times)))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> assertThat(broken.message()).startsWith("12.0001 ms measured"));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void findings_agree_with_the_measured_value_and_never_get_worse_with_a_looser_limit(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 40; round++) {
      long[] drawn = new long[random.nextInt(1, 3000)];
      Arrays.setAll(drawn, i -> (long) (5e6 * Math.exp(random.nextGaussian() / 3)));
      SortedTimes times = SortedTimes.of(List.of(RoundTimes.of(drawn)));
      double percentile = random.nextDouble(50, 99.9);
      boolean met = false;
      boolean unbroken = false;
      for (double limit = 2; limit < 16; limit += 0.5) {
        Criterion.Latency criterion =
            new Criterion.Latency(
                percentile, new Limit(Limit.Relation.AT_MOST, milliseconds(limit)), 0.99);
        Ruling ruling = new LatencyCheck(criterion, 2).rule(times);
        String what = "seed " + seed + ", p" + percentile + " <= " + limit + " ms: " + ruling;
        if (ruling instanceof Ruling.Met kept) {
          assertThat(criterion.limit().allows(kept.value())).as(what).isTrue();
        }
        if (ruling instanceof Ruling.Broken broken) {
          assertThat(criterion.limit().allows(broken.value())).as(what).isFalse();
        }
        assertThat(met && !(ruling instanceof Ruling.Met)).as(what).isFalse();
        assertThat(unbroken && ruling instanceof Ruling.Broken).as(what).isFalse();
        met = ruling instanceof Ruling.Met;
        unbroken = !(ruling instanceof Ruling.Broken);
      }
    }
  }

  @Test
  void the_bound_that_is_told_holds_as_often_as_it_says() {
    SplittableRandom random = new SplittableRandom(99);
    // Uniform times up to 1 ms: the true p90 is 900 us, so this limit is the truth.
    Criterion.Latency truth = latency(90, "<= 900 us");
    int wrong = 0;
    for (int run = 0; run < 2000; run++) {
      RoundTimes times = RoundTimes.of(random.longs(500, 0, 1_000_000).toArray());
      wrong += rule(truth, times) instanceof Ruling.Unknown ? 0 : 1;
    }
    // At the truth each side may be wrong 1 % of the time, and less because misses are whole.
    assertThat(wrong).as("seed 99").isBetween(5, 60);
  }
}
