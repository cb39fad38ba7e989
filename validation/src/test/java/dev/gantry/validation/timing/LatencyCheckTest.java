package dev.gantry.validation.timing;

import static dev.gantry.validation.judgement.Given.latency;
import static dev.gantry.validation.judgement.Given.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.validation.ruling.Ruling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyCheckTest {
  private static Ruling rule(Criterion.Latency criterion, List<RoundTimes> processes) {
    return new LatencyCheck(criterion, LookSchedule.upTo(Math.max(3, processes.size())))
        .rule(processes);
  }

  /** Processes whose queries all take the same, in tenths of a millisecond. */
  private static List<RoundTimes> typical(long... tenths) {
    return LongStream.of(tenths)
        .mapToObj(
            time -> {
              long[] times = new long[400];
              Arrays.fill(times, time * 100_000);
              return RoundTimes.of(times);
            })
        .toList();
  }

  private static List<RoundTimes> alike(int processes, RoundTimes each) {
    return Collections.nCopies(processes, each);
  }

  @Test
  void a_median_is_as_sure_as_its_processes_agree() {
    assertThat(rule(latency(50, "<= 12 ms"), typical(100, 101, 99, 100, 100)))
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met -> {
              assertThat(met.message())
                  .isEqualTo(
                      "10 ms (99 % sure it is at most 10.16 ms, 5 processes), at most 12 ms"
                          + " allowed");
            });
    assertThat(rule(latency(50, "<= 12 ms"), typical(100, 130, 70, 115, 85)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> {
              assertThat(unknown.blame()).isEqualTo(Blame.CONFIGURATION);
              assertThat(unknown.message())
                  .contains("neither kept nor broken is proven", "more like these would settle it");
            });
    assertThat(rule(latency(50, "<= 9 ms"), typical(100, 101, 99, 100, 100)))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken ->
                assertThat(broken.message())
                    .isEqualTo(
                        "10 ms (99 % sure it is above 9.846 ms, 5 processes), at most 9 ms"
                            + " allowed"));
  }

  @Test
  void queries_of_one_process_are_no_processes() {
    assertThat(rule(latency(50, "<= 12 ms"), List.of(times(100_000, 0))))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("1 process was timed", "3 show"));
    assertThat(rule(latency(99, "<= 12 ms"), List.of())).isInstanceOf(Ruling.Unknown.class);
    assertThat(rule(latency(99, "<= 12 ms"), alike(8, RoundTimes.of())))
        .isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void no_slow_query_proves_a_high_percentile_if_there_are_enough_of_them() {
    Criterion.Latency p99 = latency(99, "<= 12 ms");
    assertThat(rule(p99, alike(8, times(1000, 0)))).isInstanceOf(Ruling.Met.class);
    assertThat(rule(p99, alike(8, times(50, 0))))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("more like these would settle it"));
  }

  @Test
  void where_the_limit_is_far_away_the_fewest_queries_are_enough() {
    Criterion.Latency far = latency(99, "<= 25 ms");
    assertThat(rule(far, alike(3, times(153, 0)))).isInstanceOf(Ruling.Met.class);
    assertThat(rule(far, alike(3, times(152, 0)))).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void slow_queries_of_one_process_are_not_those_of_all() {
    Criterion.Latency p99 = latency(99, "<= 12 ms");
    List<RoundTimes> one = new ArrayList<>(alike(8, times(1000, 0)));
    one.set(0, times(1000, 200));
    assertThat(rule(p99, one)).isInstanceOf(Ruling.Unknown.class);
    assertThat(rule(p99, alike(8, times(1000, 25)))).isInstanceOf(Ruling.Broken.class);
  }

  @Test
  void what_one_look_has_proven_later_processes_do_not_take_away() {
    Criterion.Latency p50 = latency(50, "<= 12 ms");
    List<RoundTimes> kept = new ArrayList<>(typical(50, 50, 50));
    assertThat(new LatencyCheck(p50, LookSchedule.upTo(20)).kept(kept)).isTrue();
    kept.addAll(typical(50, 200));
    assertThat(new LatencyCheck(p50, LookSchedule.upTo(20)).kept(kept)).isTrue();
    List<RoundTimes> broken = new ArrayList<>(typical(250, 250, 250));
    broken.addAll(typical(250, 50));
    assertThat(new LatencyCheck(p50, LookSchedule.upTo(20)).chanceOfBroken(broken)).isPresent();
  }

  @Test
  void a_percentile_on_the_limit_is_never_settled() {
    assertThat(rule(latency(50, "<= 12 ms"), typical(119, 121, 120, 120, 120)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown ->
                assertThat(unknown.message()).contains("no number of processes will settle"));
  }

  @ParameterizedTest
  @CsvSource({"12 ms, 12000000", "0.1 ms, 100000", "16.7 ms, 16700000", "1.1 s, 1100000000"})
  void a_time_that_equals_the_limit_keeps_it_and_one_nanosecond_more_does_not(
      String limit, long nanoseconds) {
    long[] times = new long[3000];
    Arrays.fill(times, nanoseconds);
    for (double percentile : new double[] {50, 99}) {
      Criterion.Latency criterion = latency(percentile, "<= " + limit);
      Arrays.fill(times, nanoseconds);
      assertThat(rule(criterion, alike(8, RoundTimes.of(times)))).isInstanceOf(Ruling.Met.class);
      Arrays.fill(times, nanoseconds + 1);
      assertThat(rule(criterion, alike(8, RoundTimes.of(times)))).isInstanceOf(Ruling.Broken.class);
    }
  }

  @Test
  void a_hair_above_the_limit_is_not_written_as_the_limit() {
    long[] times = new long[600];
    Arrays.fill(times, 12_000_100);
    assertThat(rule(latency(99, "<= 12 ms"), alike(8, RoundTimes.of(times))))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> assertThat(broken.message()).startsWith("12.0001 ms (99 % sure"));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void findings_agree_with_the_measured_value(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 40; round++) {
      int queries = random.nextInt(100, 1000);
      List<RoundTimes> processes = new ArrayList<>();
      for (int process = 0; process < random.nextInt(3, 9); process++) {
        processes.add(RoundTimes.of(SimulatedBoard.NASTY.process(random, queries)));
      }
      for (double percentile : new double[] {50, 90, 99}) {
        for (int limit = 8; limit < 16; limit++) {
          String what = "seed " + seed + ": p" + percentile + " <= " + limit + " ms";
          Ruling ruling = rule(latency(percentile, "<= " + limit + " ms"), processes);
          double measured = ruling.measured().orElseThrow().value();
          if (ruling instanceof Ruling.Met) {
            assertThat(measured).as(what).isLessThanOrEqualTo(limit);
          } else if (ruling instanceof Ruling.Broken) {
            assertThat(measured).as(what).isGreaterThan(limit);
          }
        }
      }
    }
  }
}
