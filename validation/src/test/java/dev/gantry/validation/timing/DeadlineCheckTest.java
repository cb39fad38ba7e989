package dev.gantry.validation.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.ruling.MissShare;
import dev.gantry.validation.ruling.Ruling;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeadlineCheckTest {
  private static final Duration PERIOD = Duration.ofMillis(10);

  private static Ruling rule(String limit, int queries, long... times) {
    return check(limit, queries).rule(List.of(RoundTimes.of(times)));
  }

  private static DeadlineCheck check(String limit, int queries) {
    return new DeadlineCheck(
        new Criterion.DeadlineMisses(Limit.parse(limit), 0.99),
        new Scenario.Periodic(PERIOD, PERIOD, PERIOD.multipliedBy(queries)));
  }

  private static long[] late(int queries, int... late) {
    long[] times = new long[queries];
    Arrays.fill(times, PERIOD.toNanos());
    for (int query : late) {
      times[query]++;
    }
    return times;
  }

  @Test
  void enough_queries_in_time_prove_that_few_are_late() {
    assertThat(rule("<= 0.1 %", 4603, late(4603)))
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met -> {
              assertThat(met.value()).isEqualTo(new Quantity(0, Unit.PERCENT));
              assertThat(met.message())
                  .isEqualTo(
                      "0 % of the queries were answered late, 0 of 4603 (99 % sure it is at most"
                          + " 0.099997 %, were misses independent), at most 0.1 % allowed");
            });
  }

  @Test
  void one_query_too_few_proves_nothing_and_says_how_long_to_watch() {
    assertThat(rule("<= 0.1 %", 4602, late(4602)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> {
              assertThat(unknown.blame()).isEqualTo(Blame.CONFIGURATION);
              assertThat(unknown.remedy()).contains("at least 47 s");
            });
  }

  @Test
  void queries_that_never_came_home_are_not_in_time() {
    assertThat(rule("<= 1 %", 5000, late(4999)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("4999 of the 5000 queries"));
    assertThat(check("<= 1 %", 5000).rule(List.of())).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void many_late_queries_break_the_limit_and_the_longest_row_is_told() {
    assertThat(
            rule(
                "<= 1 %",
                1000,
                late(
                    1000, 3, 4, 5, 900, 1, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35,
                    37, 39, 41, 43, 45, 47, 49)))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> {
              assertThat(broken.value()).isEqualTo(new Quantity(2.7, Unit.PERCENT));
              assertThat(broken.chance()).isPositive().isLessThan(1e-4);
              assertThat(broken.message()).contains("27 of 1000, up to 3 in a row");
            });
  }

  @Test
  void a_single_miss_breaks_what_allows_none() {
    assertThat(rule("<= 0 %", 100, late(100, 50))).isInstanceOf(Ruling.Broken.class);
    assertThat(rule("<= 0 %", 100, late(100))).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void the_bounds_agree_with_the_rulings() {
    SplittableRandom random = new SplittableRandom(1_501);
    for (int round = 0; round < 500; round++) {
      int queries = random.nextInt(1, 20_000);
      int misses = random.nextInt(0, Math.max(1, queries / 20));
      double allowed = random.nextDouble(1e-4, 0.1);
      MissShare share = new MissShare(queries, misses, 0.01);
      String what = "seed 1501: " + misses + " of " + queries + " at " + allowed;
      assertThat(share.proven(allowed)).as(what).isEqualTo(allowed >= share.upper());
      assertThat(share.disproven(allowed)).as(what).isEqualTo(allowed < share.lower());
      assertThat(share.lower()).as(what).isLessThanOrEqualTo(share.seen());
      assertThat(share.upper()).as(what).isGreaterThanOrEqualTo(share.seen());
    }
  }

  @Test
  void without_a_miss_the_bound_is_the_root_that_everyone_knows() {
    assertThat(new MissShare(4603, 0, 0.01).upper())
        .isCloseTo(1 - Math.pow(0.01, 1.0 / 4603), within(1e-12));
  }

  @Test
  void a_bad_engine_is_passed_and_a_good_one_stopped_at_most_one_time_in_a_hundred() {
    SplittableRandom random = new SplittableRandom(1_502);
    int passed = 0;
    int stopped = 0;
    for (int run = 0; run < 4000; run++) {
      passed += rule("<= 1 %", 2000, drawn(random, 0.0101)) instanceof Ruling.Met ? 1 : 0;
      stopped += rule("<= 1 %", 2000, drawn(random, 0.0099)) instanceof Ruling.Broken ? 1 : 0;
    }
    // 1 % of 4000 is 40; 59 is three standard deviations more.
    assertThat(passed).as("seed 1502").isBetween(5, 59);
    assertThat(stopped).as("seed 1502").isBetween(5, 59);
  }

  private static long[] drawn(SplittableRandom random, double share) {
    long[] times = late(2000);
    for (int query = 0; query < times.length; query++) {
      times[query] += random.nextDouble() < share ? 1 : 0;
    }
    return times;
  }
}
