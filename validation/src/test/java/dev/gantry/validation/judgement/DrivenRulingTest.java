package dev.gantry.validation.judgement;

import static dev.gantry.validation.judgement.Given.CELL;
import static dev.gantry.validation.judgement.Given.TODAY;
import static dev.gantry.validation.judgement.Given.golden;
import static dev.gantry.validation.judgement.Given.identical;
import static dev.gantry.validation.judgement.Given.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Criterion.ColdStart.Phase;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Outcome;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Verdict;
import dev.gantry.validation.judgement.BoardEvidence.Evidence;
import dev.gantry.validation.timing.DrivenTimes;
import dev.gantry.validation.timing.RoundTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Every way of driving on its way through the judge. */
class DrivenRulingTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Scenario.Periodic PERIODIC =
      new Scenario.Periodic(Duration.ofMillis(1), Duration.ofMillis(1), SECOND);
  private static final Scenario.Offline OFFLINE = new Scenario.Offline(2, SECOND);
  private static final Scenario.Soak SOAK = new Scenario.Soak(SECOND, SECOND.multipliedBy(2));
  private static final Scenario.Cold COLD = new Scenario.Cold(7);
  private static final List<Scenario> ALL = List.of(PERIODIC, OFFLINE, SOAK, COLD);

  private static final List<Criterion> CRITERIA =
      List.of(
          new Criterion.DeadlineMisses(Limit.parse("<= 1 %"), 0.99),
          new Criterion.Throughput(Limit.parse(">= 150 /s"), 0.99),
          new Criterion.SoakLatency(50, Limit.parse("<= 11 ms"), 0.99),
          new Criterion.ColdStart(Phase.LOAD, Limit.parse("<= 1 s"), 0.99),
          new Criterion.ColdStart(Phase.FIRST, Limit.parse("<= 1 s"), 0.99));

  private static final List<DrivenTimes> GOOD =
      List.of(
          new DrivenTimes(
              PERIODIC, Collections.nCopies(PERIODIC.rounds(), RoundTimes.of(new long[1000]))),
          new DrivenTimes(
              OFFLINE,
              Collections.nCopies(
                  OFFLINE.rounds(),
                  RoundTimes.of(LongStream.range(1, 101).map(end -> end * 10_000_000).toArray()))),
          new DrivenTimes(SOAK, List.of(Given.times(50, 0), Given.times(60, 0))),
          new DrivenTimes(COLD, Collections.nCopies(7, RoundTimes.of(5, 6))));

  private static Judgement judge(
      List<Scenario> scenarios, List<DrivenTimes> driven, List<String> invalid) {
    PlannedCell cell = new PlannedCell(CELL, List.of("a"), 1, CRITERIA, scenarios);
    Evidence evidence = new Evidence(identical(1), List.of(), driven, Optional.empty(), invalid);
    return new ReleaseJudge()
        .judge(
            plan(1, golden(1), List.of(cell)), TODAY, Map.of(new CellOnBoard(CELL, "a"), evidence));
  }

  private static List<Outcome> outcomes(Judgement judgement) {
    return judgement.findings().stream().map(Finding::outcome).toList();
  }

  @Test
  void each_limit_is_held_against_its_own_way_of_driving() {
    Judgement judgement = judge(ALL, GOOD, List.of());
    assertThat(judgement.verdict()).as(judgement.findings().toString()).isEqualTo(Verdict.PASSED);
    assertThat(judgement.findings())
        .extracting(finding -> finding.subject().criterion())
        .containsExactly("deadline.misses", "throughput", "soak.p50", "cold.load", "cold.first");
  }

  @Test
  void nothing_driven_is_not_a_pass_and_neither_is_any_one_missing() {
    assertThat(outcomes(judge(ALL, List.of(), List.of()))).containsOnly(Outcome.NOT_MEASURED);
    for (DrivenTimes missing : GOOD) {
      List<DrivenTimes> others = new ArrayList<>(GOOD);
      others.remove(missing);
      Judgement judgement = judge(ALL, others, List.of());
      assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(outcomes(judgement)).contains(Outcome.MET, Outcome.NOT_MEASURED);
    }
  }

  @Test
  void what_was_driven_otherwise_than_planned_does_not_count() {
    List<Scenario> faster = new ArrayList<>(ALL);
    faster.set(0, new Scenario.Periodic(Duration.ofNanos(999_999), Duration.ofMillis(1), SECOND));
    assertThat(judge(faster, GOOD, List.of()).findings().get(0).outcome())
        .isEqualTo(Outcome.NOT_MEASURED);
    assertThat(outcomes(judge(List.of(), GOOD, List.of()))).containsOnly(Outcome.NOT_MEASURED);
  }

  @Test
  void validity_comes_before_every_value() {
    Judgement judgement = judge(ALL, GOOD, List.of("the board slowed itself down"));
    assertThat(judgement.findings())
        .allSatisfy(
            finding -> {
              assertThat(finding).isInstanceOf(Finding.NotMeasured.class);
              assertThat(((Finding.NotMeasured) finding).blame()).isEqualTo(Blame.RACK);
              assertThat(finding.message()).contains("the board slowed itself down");
            });
  }

  @Test
  void a_limit_that_praises_the_worst_is_never_kept() {
    PlannedCell cell =
        new PlannedCell(
            CELL,
            List.of("a"),
            1,
            List.of(
                new Criterion.Throughput(Limit.parse("<= 150 /s"), 0.99),
                new Criterion.DeadlineMisses(Limit.parse(">= 1 %"), 0.99),
                new Criterion.SoakLatency(50, Limit.parse(">= 1 ms"), 0.99),
                new Criterion.ColdStart(Phase.LOAD, Limit.parse("<= 1 Hz"), 0.99)),
            ALL);
    Evidence evidence = new Evidence(identical(1), List.of(), GOOD, Optional.empty(), List.of());
    Judgement judgement =
        new ReleaseJudge()
            .judge(
                plan(1, golden(1), List.of(cell)),
                TODAY,
                Map.of(new CellOnBoard(CELL, "a"), evidence));
    assertThat(outcomes(judgement)).containsOnly(Outcome.NOT_MEASURED);
  }

  @Test
  void all_of_them_are_checks_that_chance_can_break() {
    PlannedCell cell = new PlannedCell(CELL, List.of("a", "b"), 2, CRITERIA, ALL);
    assertThat(CheckFamily.of(plan(1, golden(1), List.of(cell))).checks()).isEqualTo(10);
  }
}
