package dev.gantry.validation.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Criterion.ColdStart.Phase;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Scenario;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.statistics.BinomialTail;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColdCheckTest {
  private static final long SECOND = 1_000_000_000;

  private static Ruling rule(Phase phase, String limit, int planned, List<RoundTimes> starts) {
    return new ColdCheck(
            new Criterion.ColdStart(phase, Limit.parse(limit), 0.99), new Scenario.Cold(planned))
        .rule(starts);
  }

  private static List<RoundTimes> starts(int many, long load, long first) {
    List<RoundTimes> starts = new ArrayList<>();
    for (int start = 0; start < many; start++) {
      starts.add(RoundTimes.of(load, first));
    }
    return starts;
  }

  @Test
  void seven_quick_starts_prove_the_typical_one() {
    assertThat(rule(Phase.LOAD, "<= 2 s", 7, starts(7, SECOND, 5)))
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met ->
                assertThat(met.message())
                    .isEqualTo("1 s (99 % sure it is at most 1 s, 7 starts), at most 2 s allowed"));
    assertThat(rule(Phase.LOAD, "<= 2 s", 6, starts(6, SECOND, 5)))
        .isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void load_and_first_inference_are_two_things() {
    assertThat(rule(Phase.FIRST, "<= 2 s", 7, starts(7, SECOND, 3 * SECOND)))
        .isInstanceOf(Ruling.Broken.class);
    assertThat(rule(Phase.LOAD, "<= 2 s", 7, starts(7, SECOND, 3 * SECOND)))
        .isInstanceOf(Ruling.Met.class);
  }

  @Test
  void one_slow_start_of_seven_settles_nothing() {
    List<RoundTimes> starts = starts(7, SECOND, 5);
    starts.set(3, RoundTimes.of(5 * SECOND, 5));
    assertThat(rule(Phase.LOAD, "<= 2 s", 7, starts))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class, unknown -> assertThat(unknown.message()).contains("more starts"));
  }

  @Test
  void starts_that_are_missing_or_tell_half_prove_nothing() {
    assertThat(rule(Phase.LOAD, "<= 2 s", 8, starts(7, SECOND, 5)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("7 of the 8 starts"));
    List<RoundTimes> half = starts(7, SECOND, 5);
    half.set(6, RoundTimes.of(SECOND));
    assertThat(rule(Phase.LOAD, "<= 2 s", 7, half)).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void the_least_number_of_starts_and_queries_is_what_the_checks_ask_for() {
    assertThat(LeastEvidence.starts(0.99)).isEqualTo(7);
    assertThat(LeastEvidence.starts(0.999)).isEqualTo(10);
    assertThat(LeastEvidence.queries(0.001, 0.99)).hasValue(4603);
    assertThat(LeastEvidence.queries(1, 0.99)).hasValue(1);
    assertThat(LeastEvidence.queries(0, 0.99)).isEmpty();
    SplittableRandom random = new SplittableRandom(1_531);
    for (int round = 0; round < 200; round++) {
      double share = Math.exp(-random.nextDouble(1, 14));
      double confidence = random.nextDouble(0.51, 0.9999);
      long least = LeastEvidence.queries(share, confidence).orElseThrow();
      String what = "seed 1531: " + share + " at " + confidence + " takes " + least;
      assertThat(new BinomialTail(least, share).atMost(0) <= 1 - confidence).as(what).isTrue();
      assertThat(new BinomialTail(least - 1, share).atMost(0) <= 1 - confidence).as(what).isFalse();
    }
  }

  @Test
  void a_typical_start_above_the_limit_passes_at_most_one_time_in_a_hundred() {
    SplittableRandom random = new SplittableRandom(1_532);
    int passed = 0;
    for (int run = 0; run < 4000; run++) {
      List<RoundTimes> starts = new ArrayList<>();
      for (int start = 0; start < 11; start++) {
        starts.add(RoundTimes.of((long) (2.001e9 * Math.exp(random.nextGaussian())), 5));
      }
      passed += rule(Phase.LOAD, "<= 2 s", 11, starts) instanceof Ruling.Met ? 1 : 0;
    }
    assertThat(passed).as("seed 1532").isBetween(5, 59);
  }
}
