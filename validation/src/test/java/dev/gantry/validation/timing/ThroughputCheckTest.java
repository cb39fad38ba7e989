package dev.gantry.validation.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.statistics.StudentTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThroughputCheckTest {
  private static final int BATCH = 8;

  private static Ruling rule(String limit, List<RoundTimes> processes) {
    return new ThroughputCheck(
            new Criterion.Throughput(Limit.parse(limit), 0.99),
            new Scenario.Offline(BATCH, Duration.ofSeconds(1)))
        .rule(processes);
  }

  /** Batches of 40 ms, so 200 samples a second, in processes that differ as wholes. */
  private static List<RoundTimes> processes(
      SplittableRandom random, int batches, double ofBatches, double ofProcesses) {
    List<RoundTimes> processes = new ArrayList<>();
    for (int process = 0; process < Scenario.PROCESSES; process++) {
      double typical = 40e6 * Math.exp(ofProcesses * random.nextGaussian());
      long[] ends = new long[batches];
      double at = 0;
      for (int batch = 0; batch < batches; batch++) {
        at += typical * Math.exp(ofBatches * random.nextGaussian() - ofBatches * ofBatches / 2);
        ends[batch] = (long) at;
      }
      processes.add(RoundTimes.of(ends));
    }
    return processes;
  }

  private static List<RoundTimes> steady(int batches) {
    return processes(new SplittableRandom(1), batches, 0, 0);
  }

  @Test
  void a_steady_rate_is_judged_as_it_is() {
    assertThat(rule(">= 200 /s", steady(100)))
        .isEqualTo(
            new Ruling.Met(
                Quantity.parse("200 /s"),
                "200 /s in batches of 8 (99 % sure it is at least 200 /s, 5 processes), at least"
                    + " 200 /s required"));
    assertThat(rule(">= 201 /s", steady(100))).isInstanceOf(Ruling.Broken.class);
    assertThat(rule(">= 0.2 Hz", steady(100))).isInstanceOf(Ruling.Met.class);
  }

  @Test
  void processes_that_differ_prove_little_however_many_batches_each_has() {
    List<RoundTimes> wild = processes(new SplittableRandom(2), 1000, 0.1, 0.1);
    assertThat(rule(">= 130 /s", wild)).isInstanceOf(Ruling.Met.class);
    assertThat(rule(">= 200 /s", wild))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("sure it is between", "proven"));
    assertThat(rule(">= 300 /s", wild)).isInstanceOf(Ruling.Broken.class);
  }

  @Test
  void a_handful_of_batches_is_too_few_whatever_they_say() {
    assertThat(rule(">= 1 /s", steady(9)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("9 batches", "at least 10"));
    assertThat(rule(">= 1 /s", steady(0))).isInstanceOf(Ruling.Unknown.class);
    assertThat(rule(">= 1 /s", steady(10))).isInstanceOf(Ruling.Met.class);
  }

  @Test
  void processes_that_never_came_home_prove_nothing() {
    assertThat(rule(">= 1 /s", List.of())).isInstanceOf(Ruling.Unknown.class);
    assertThat(rule(">= 1 /s", steady(100).subList(0, 4)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("4 of the 5 processes"));
  }

  @Test
  void batches_that_end_before_those_in_front_of_them_prove_nothing() {
    List<RoundTimes> processes = new ArrayList<>(steady(100));
    long[] ends = processes.get(2).nanoseconds();
    ends[50] = 1;
    processes.set(2, RoundTimes.of(ends));
    assertThat(rule(">= 1 /s", processes)).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void a_run_without_any_time_is_no_endless_rate() {
    assertThat(rule(">= 1 /s", Collections.nCopies(5, RoundTimes.of(new long[100]))))
        .isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void the_tail_of_student_is_that_of_the_tables() {
    assertThat(new StudentTail(9).above(2.821)).isCloseTo(0.01, within(1e-5));
    assertThat(new StudentTail(4).above(3.747)).isCloseTo(0.01, within(1e-5));
    assertThat(new StudentTail(1).above(31.82)).isCloseTo(0.01, within(1e-5));
    assertThat(new StudentTail(2).above(-6.965)).isCloseTo(0.99, within(1e-5));
    assertThat(new StudentTail(30).above(2.457)).isCloseTo(0.01, within(1e-5));
    for (int freedom = 1; freedom < 40; freedom++) {
      StudentTail tail = new StudentTail(freedom);
      assertThat(tail.above(0)).isEqualTo(0.5);
      for (double chance : new double[] {0.4, 0.1, 0.01, 1e-4}) {
        assertThat(tail.above(tail.exceededWith(chance))).isCloseTo(chance, within(chance * 1e-6));
      }
    }
  }
}
