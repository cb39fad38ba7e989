package dev.gantry.validation.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Scenario;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.statistics.StudentTail;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThroughputCheckTest {
  private static final int BATCH = 8;

  private static Ruling rule(String limit, long... ends) {
    return new ThroughputCheck(
            new Criterion.Throughput(Limit.parse(limit), 0.99),
            new Scenario.Offline(BATCH, Duration.ofSeconds(1)))
        .rule(List.of(RoundTimes.of(ends)));
  }

  /** Batches of 40 ms, so 200 samples a second, that take up to so much longer or shorter. */
  private static long[] ends(SplittableRandom random, int batches, double spread) {
    long[] ends = new long[batches];
    double at = 0;
    for (int batch = 0; batch < batches; batch++) {
      at += 40e6 * Math.exp(spread * random.nextGaussian() - spread * spread / 2);
      ends[batch] = (long) at;
    }
    return ends;
  }

  @Test
  void a_steady_run_is_judged_by_its_rate() {
    long[] steady = ends(new SplittableRandom(1), 100, 0);
    assertThat(rule(">= 200 /s", steady))
        .isEqualTo(
            new Ruling.Met(
                dev.gantry.dossier.Quantity.parse("200 /s"),
                "200 /s over 100 batches of 8 (99 % sure it is at least 200 /s), at least 200 /s"
                    + " required"));
    assertThat(rule(">= 201 /s", steady)).isInstanceOf(Ruling.Broken.class);
    assertThat(rule(">= 0.2 Hz", steady)).isInstanceOf(Ruling.Met.class);
  }

  @Test
  void a_run_that_differs_from_part_to_part_proves_little() {
    long[] wild = ends(new SplittableRandom(2), 100, 0.6);
    assertThat(rule(">= 150 /s", wild)).isInstanceOf(Ruling.Met.class);
    assertThat(rule(">= 198 /s", wild))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("sure it is between", "proven"));
    assertThat(rule(">= 290 /s", wild)).isInstanceOf(Ruling.Broken.class);
  }

  @Test
  void a_handful_of_batches_is_too_few_whatever_they_say() {
    assertThat(rule(">= 1 /s", ends(new SplittableRandom(3), 29, 0)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("29 batches", "at least 30"));
    assertThat(rule(">= 1 /s")).isInstanceOf(Ruling.Unknown.class);
    assertThat(rule(">= 1 /s", ends(new SplittableRandom(3), 30, 0)))
        .isInstanceOf(Ruling.Met.class);
  }

  @Test
  void batches_that_end_before_those_in_front_of_them_prove_nothing() {
    long[] ends = ends(new SplittableRandom(4), 100, 0);
    ends[50] = 1;
    assertThat(rule(">= 1 /s", ends)).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void a_run_without_any_time_is_no_endless_rate() {
    assertThat(rule(">= 1 /s", new long[100])).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void a_bad_engine_is_passed_and_a_good_one_stopped_at_most_one_time_in_a_hundred() {
    SplittableRandom random = new SplittableRandom(1_511);
    int passed = 0;
    int stopped = 0;
    for (int run = 0; run < 4000; run++) {
      // Skewed, as times are; and only a few batches in each part.
      long[] ends = ends(random, 37 + run % 100, 0.4);
      passed += rule(">= 200.2 /s", ends) instanceof Ruling.Met ? 1 : 0;
      stopped += rule(">= 199.8 /s", ends) instanceof Ruling.Broken ? 1 : 0;
    }
    // 1 % of 4000 is 40; 59 is three standard deviations more.
    assertThat(passed).as("seed 1511").isBetween(5, 59);
    assertThat(stopped).as("seed 1511").isBetween(5, 59);
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
