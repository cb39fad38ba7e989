package dev.gantry.validation.judgement;

import static dev.gantry.validation.judgement.Given.latency;
import static dev.gantry.validation.judgement.Given.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.validation.timing.RoundTimes;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppingRuleTest {
  private static final Criterion P99 = latency(99, "<= 12 ms");

  private static StoppingRule rule(int rounds, int boards, Criterion... criteria) {
    return StoppingRule.of(
        Given.plan(
            rounds,
            Given.golden(1),
            List.of(Given.cell(Collections.nCopies(boards, "nano-1"), criteria))));
  }

  private static boolean another(StoppingRule rule, RoundTimes... rounds) {
    return rule.anotherRound(List.of(P99), Arrays.asList(rounds));
  }

  @Test
  void measuring_stops_when_the_limit_is_proven_at_the_strictness_of_all_looks() {
    assertThat(another(rule(1, 1, P99))).isTrue();
    assertThat(another(rule(4, 1, P99), times(596, 0))).isTrue();
    assertThat(another(rule(4, 1, P99), times(597, 0))).isFalse();
    assertThat(another(rule(4, 1, P99), times(300, 0), times(297, 0))).isFalse();
  }

  @Test
  void measuring_stops_when_the_rounds_are_used_up() {
    assertThat(another(rule(2, 1, P99), times(10, 0))).isTrue();
    assertThat(another(rule(2, 1, P99), times(10, 0), times(10, 0))).isFalse();
    assertThat(rule(2, 1, P99).settled(List.of(P99), List.of(times(10, 0), times(10, 0))))
        .isFalse();
  }

  @Test
  void a_break_that_the_judge_would_take_back_among_many_checks_is_not_settled() {
    // 20 misses of 1000: p = 0.003 for one look, not enough among ten checks.
    assertThat(another(rule(1, 1, P99), times(1000, 20))).isFalse();
    assertThat(rule(1, 1, P99).settled(List.of(P99), List.of(times(1000, 20)))).isTrue();
    assertThat(rule(1, 10, P99).settled(List.of(P99), List.of(times(1000, 20)))).isFalse();
    assertThat(rule(1, 10, P99).settled(List.of(P99), List.of(times(1000, 30)))).isTrue();
  }

  @Test
  void criteria_without_times_ask_for_no_round() {
    List<Criterion> others =
        List.of(
            Given.parity(ParityMetric.SQNR, ">= 20 dB"),
            Given.memory("<= 1 MiB"),
            Given.top1("<= 1 pt"),
            latency(99, ">= 12 ms"));
    assertThat(rule(3, 1, P99).anotherRound(others, List.of())).isFalse();
  }

  @Test
  void all_latencies_must_be_settled() {
    List<Criterion> both = List.of(latency(50, "<= 12 ms"), P99);
    StoppingRule rule = rule(2, 1, both.get(0), P99);
    assertThat(rule.anotherRound(both.subList(0, 1), List.of(times(100, 0)))).isFalse();
    assertThat(rule.anotherRound(both, List.of(times(100, 0)))).isTrue();
  }
}
