package dev.gantry.validation.judgement;

import static dev.gantry.validation.judgement.Given.latency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.validation.timing.RoundTimes;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoppingRuleTest {
  private static final Criterion P50 = latency(50, "<= 12 ms");
  private static final Criterion P99 = latency(99, "<= 25 ms");

  private static StoppingRule rule(int rounds, int boards, Criterion... criteria) {
    return StoppingRule.of(
        Given.plan(
            rounds,
            Given.golden(1),
            List.of(Given.cell(Collections.nCopies(boards, "nano-1"), criteria))));
  }

  private static boolean another(StoppingRule rule, Criterion criterion, long... typical) {
    return rule.anotherRound(List.of(criterion), processes(typical));
  }

  private static List<RoundTimes> processes(long... typical) {
    return LongStream.of(typical)
        .mapToObj(
            time -> {
              long[] times = new long[600];
              Arrays.fill(times, time * 100_000);
              return RoundTimes.of(times);
            })
        .toList();
  }

  @Test
  void no_answer_is_taken_from_fewer_processes_than_show_how_they_differ() {
    StoppingRule rule = rule(20, 1, P50);
    assertThat(another(rule, P50)).isTrue();
    assertThat(another(rule, P50, 50)).isTrue();
    assertThat(another(rule, P50, 50, 51)).isTrue();
    assertThat(another(rule, P50, 50, 51, 50)).isFalse();
  }

  @Test
  void what_is_undecided_gets_more_processes_up_to_the_next_look() {
    StoppingRule rule = rule(20, 1, P50);
    assertThat(another(rule, P50, 110, 112, 108)).isTrue();
    assertThat(another(rule, P50, 110, 112, 108, 110)).isTrue();
    assertThat(another(rule, P50, 110, 112, 108, 110, 110)).isFalse();
  }

  @Test
  void measuring_stops_when_the_processes_are_used_up() {
    assertThat(another(rule(3, 1, P50), P50, 119, 121)).isTrue();
    assertThat(another(rule(3, 1, P50), P50, 119, 121, 120)).isFalse();
    assertThat(rule(3, 1, P50).settled(List.of(P50), processes(119, 121, 120))).isFalse();
  }

  @Test
  void a_break_that_the_judge_would_take_back_among_many_checks_is_not_settled() {
    List<RoundTimes> broken = processes(130, 132, 131);
    assertThat(rule(3, 1, P50).settled(List.of(P50), broken)).isTrue();
    assertThat(rule(3, 10, P50).settled(List.of(P50), broken)).isFalse();
    assertThat(rule(3, 10, P50).settled(List.of(P50), processes(530, 531, 532))).isTrue();
  }

  @Test
  void a_break_counts_as_settled_only_if_no_board_that_may_be_judged_can_have_it_taken_back() {
    List<String> boards = IntStream.range(0, 10).mapToObj(board -> "nano-" + board).toList();
    StoppingRule any =
        StoppingRule.of(
            Given.plan(
                3,
                Given.golden(1),
                List.of(
                    new ReleasePlan.PlannedCell(Given.CELL, boards, 1, List.of(P50), List.of()))));
    assertThat(any.settled(List.of(P50), processes(130, 132, 131))).isFalse();
  }

  @Test
  void criteria_without_times_ask_for_no_process() {
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
    List<Criterion> both = List.of(P50, latency(99, "<= 5.2 ms"));
    StoppingRule rule = rule(20, 1, both.get(0), both.get(1));
    List<RoundTimes> three = processes(50, 51, 50);
    assertThat(rule.anotherRound(both.subList(0, 1), three)).isFalse();
    assertThat(rule.anotherRound(both, three)).isTrue();
  }
}
