package dev.gantry.validation.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.ruling.Ruling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadlineCheckTest {
  private static final Duration PERIOD = Duration.ofMillis(10);

  /** So many queries, in processes of equally many. */
  private static Ruling rule(String limit, int queries, long... times) {
    int each = times.length / Scenario.PROCESSES;
    List<RoundTimes> processes = new ArrayList<>();
    for (int process = 0; process < Scenario.PROCESSES; process++) {
      processes.add(RoundTimes.of(Arrays.copyOfRange(times, process * each, (process + 1) * each)));
    }
    return check(limit, queries / Scenario.PROCESSES).rule(processes);
  }

  private static DeadlineCheck check(String limit, int queriesEach) {
    return new DeadlineCheck(
        new Criterion.DeadlineMisses(Limit.parse(limit), 0.99),
        new Scenario.Periodic(PERIOD, PERIOD, PERIOD.multipliedBy(queriesEach)));
  }

  /** A quarter of what is allowed, but some are late by a nanosecond. */
  private static long[] late(int queries, int... late) {
    long[] times = new long[queries];
    Arrays.fill(times, PERIOD.toNanos() / 4);
    for (int query : late) {
      times[query] = PERIOD.toNanos() + 1;
    }
    return times;
  }

  @Test
  void enough_queries_in_time_prove_that_few_are_late() {
    assertThat(rule("<= 0.1 %", 4605, late(4605)))
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met -> {
              assertThat(met.value()).isEqualTo(new Quantity(0, Unit.PERCENT));
              assertThat(met.message())
                  .isEqualTo(
                      "0 % of the queries were answered late, 0 of 4605 (99 % sure it is at most"
                          + " 0.09995 %, 5 processes), at most 0.1 % allowed");
            });
  }

  @Test
  void queries_that_are_only_just_in_time_must_be_more() {
    long[] justInTime = new long[4605];
    Arrays.fill(justInTime, PERIOD.toNanos());
    assertThat(rule("<= 0.1 %", 4605, justInTime)).isInstanceOf(Ruling.Unknown.class);
    justInTime = new long[20_000];
    Arrays.fill(justInTime, PERIOD.toNanos());
    assertThat(rule("<= 0.1 %", 20_000, justInTime)).isInstanceOf(Ruling.Met.class);
  }

  @Test
  void too_few_queries_prove_nothing_and_say_how_long_to_watch() {
    assertThat(rule("<= 0.1 %", 4600, late(4600)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> {
              assertThat(unknown.blame()).isEqualTo(Blame.CONFIGURATION);
              assertThat(unknown.remedy()).contains("at least 56 s");
            });
  }

  @Test
  void one_process_alone_cannot_show_how_processes_differ() {
    assertThat(check("<= 1 %", 5000).rule(List.of(RoundTimes.of(late(5000)))))
        .isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void misses_of_a_single_process_settle_less_than_those_of_all() {
    long[] ofOne = late(10_000, IntStream.range(0, 200).toArray());
    long[] ofAll = late(10_000, IntStream.range(0, 200).map(miss -> miss * 50).toArray());
    assertThat(rule("<= 1 %", 10_000, ofOne)).isInstanceOf(Ruling.Unknown.class);
    assertThat(rule("<= 1 %", 10_000, ofAll)).isInstanceOf(Ruling.Broken.class);
  }

  @Test
  void queries_that_never_came_home_are_not_in_time() {
    assertThat(rule("<= 1 %", 5000, late(4995)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("4995 of the 5000 queries"));
    assertThat(check("<= 1 %", 5000).rule(List.of())).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void many_late_queries_break_the_limit_and_the_longest_row_is_told() {
    long[] times = late(5000, IntStream.range(0, 250).map(miss -> miss * 20).toArray());
    Arrays.fill(times, 100, 103, PERIOD.toNanos() + 1);
    assertThat(rule("<= 1 %", 5000, times))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> {
              assertThat(broken.value()).isEqualTo(new Quantity(5.04, Unit.PERCENT));
              assertThat(broken.chance()).isPositive().isLessThan(1e-4);
              assertThat(broken.message()).contains("252 of 5000, up to 3 in a row");
            });
  }

  @Test
  void a_single_miss_breaks_what_allows_none() {
    assertThat(rule("<= 0 %", 100, late(100, 50))).isInstanceOf(Ruling.Broken.class);
    assertThat(rule("<= 0 %", 100, late(100))).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void a_bad_engine_is_passed_and_a_good_one_stopped_at_most_one_time_in_a_hundred() {
    SplittableRandom random = new SplittableRandom(1_502);
    int passed = 0;
    int stopped = 0;
    for (int run = 0; run < 500; run++) {
      passed += rule("<= 1 %", 5000, drawn(random, 0.0101)) instanceof Ruling.Met ? 1 : 0;
      stopped += rule("<= 1 %", 5000, drawn(random, 0.0099)) instanceof Ruling.Broken ? 1 : 0;
    }
    // 1 % of 500 is 5; 12 is three standard deviations more.
    assertThat(passed).as("seed 1502").isLessThanOrEqualTo(12);
    assertThat(stopped).as("seed 1502").isLessThanOrEqualTo(12);
  }

  private static long[] drawn(SplittableRandom random, double share) {
    long[] times = late(5000);
    for (int query = 0; query < times.length; query++) {
      times[query] = PERIOD.toNanos() + (random.nextDouble() < share ? 1 : 0);
    }
    return times;
  }
}
