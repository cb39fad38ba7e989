package dev.gantry.validation.judgement;

import static dev.gantry.validation.judgement.Given.CELL;
import static dev.gantry.validation.judgement.Given.TODAY;
import static dev.gantry.validation.judgement.Given.cell;
import static dev.gantry.validation.judgement.Given.golden;
import static dev.gantry.validation.judgement.Given.identical;
import static dev.gantry.validation.judgement.Given.latency;
import static dev.gantry.validation.judgement.Given.losing;
import static dev.gantry.validation.judgement.Given.memory;
import static dev.gantry.validation.judgement.Given.parity;
import static dev.gantry.validation.judgement.Given.plan;
import static dev.gantry.validation.judgement.Given.times;
import static dev.gantry.validation.judgement.Given.top1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.Outcome;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.Unit;
import dev.gantry.dossier.Verdict;
import dev.gantry.dossier.Waiver;
import dev.gantry.validation.judgement.BoardEvidence.Evidence;
import dev.gantry.validation.judgement.BoardEvidence.NoEvidence;
import dev.gantry.validation.timing.RoundTimes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseJudgeTest {
  private static final Criterion[] ALL = {
    parity(ParityMetric.SQNR, ">= 20 dB"),
    latency(99, "<= 12 ms"),
    memory("<= 512 MiB"),
    top1("<= 11 pt")
  };

  private static Evidence good() {
    return new Evidence(
        identical(40),
        Given.rounds(times(1000, 0)),
        List.of(),
        Optional.of(new ByteCount(1 << 20)),
        List.of());
  }

  private static ReleasePlan whole(Waiver... waivers) {
    return plan(Given.ROUNDS, golden(40), List.of(cell(List.of("a", "b"), ALL)), waivers);
  }

  private static CellOnBoard on(String board) {
    return new CellOnBoard(CELL, board);
  }

  private static Judgement judge(ReleasePlan plan, BoardEvidence a, BoardEvidence b) {
    return new ReleaseJudge().judge(plan, TODAY, Map.of(on("a"), a, on("b"), b));
  }

  private static Finding.NotMeasured unknown(Judgement judgement, int index) {
    return (Finding.NotMeasured) judgement.findings().get(index);
  }

  @Test
  void a_good_release_passes_with_one_finding_per_criterion_and_board_in_plan_order() {
    Judgement judgement = judge(whole(), good(), good());
    assertThat(judgement.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(judgement.findings())
        .extracting(finding -> finding.subject().id())
        .containsExactly(
            "detector/int8/nano/a/parity.sqnr",
            "detector/int8/nano/a/latency.p99",
            "detector/int8/nano/a/memory.peak",
            "detector/int8/nano/a/task.top1",
            "detector/int8/nano/b/parity.sqnr",
            "detector/int8/nano/b/latency.p99",
            "detector/int8/nano/b/memory.peak",
            "detector/int8/nano/b/task.top1");
    assertThat(judgement.findings()).allMatch(finding -> finding.outcome() == Outcome.MET);
    assertThat(judgement.findings().get(2).measured()).contains(new Quantity(1, Unit.MEBIBYTE));
  }

  @Test
  void a_cell_without_a_trial_is_not_measured_and_blames_the_dossier() {
    Judgement judgement = new ReleaseJudge().judge(whole(), TODAY, Map.of(on("a"), good()));
    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judgement.findings()).hasSize(8);
    assertThat(judgement.findings().subList(4, 8))
        .allSatisfy(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.NOT_MEASURED);
              assertThat(finding.message())
                  .contains(
                      "the plan lists this cell on this board, the dossier has no trial for it");
            });
    assertThat(unknown(judgement, 4).blame()).isEqualTo(Blame.DATA);
    assertThat(unknown(judgement, 4).remedy()).isEqualTo("run the release again with --resume");
  }

  @Test
  void an_abandoned_trial_carries_its_trouble_into_every_finding() {
    Trouble trouble = new Trouble(Blame.RACK, "b", "no answer on port 22", "check the cable");
    Judgement judgement = judge(whole(), good(), new NoEvidence(trouble));
    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    for (int i = 4; i < 8; i++) {
      assertThat(unknown(judgement, i).blame()).isEqualTo(Blame.RACK);
      assertThat(unknown(judgement, i).message()).isEqualTo("b: no answer on port 22");
      assertThat(unknown(judgement, i).remedy()).isEqualTo("check the cable");
      assertThat(unknown(judgement, i).measured()).isEmpty();
    }
  }

  @Test
  void invalid_times_are_neither_met_nor_broken_and_leave_the_rest_alone() {
    for (RoundTimes times : List.of(times(1000, 0), times(1000, 900))) {
      Evidence jumped =
          new Evidence(
              identical(40),
              Given.rounds(times),
              List.of(),
              Optional.of(new ByteCount(1 << 20)),
              List.of("clock jumped by 3 s"));
      Judgement judgement = judge(whole(), jumped, good());
      assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(unknown(judgement, 1).blame()).isEqualTo(Blame.RACK);
      assertThat(unknown(judgement, 1).message()).contains("clock jumped by 3 s");
      assertThat(judgement.findings().get(0).outcome()).isEqualTo(Outcome.MET);
      assertThat(judgement.findings().get(2).outcome()).isEqualTo(Outcome.MET);
      assertThat(judgement.findings().get(3).outcome()).isEqualTo(Outcome.MET);
    }
  }

  @Test
  void a_slow_board_fails_the_release() {
    Evidence slow =
        new Evidence(
            identical(40),
            Given.rounds(times(1000, 100)),
            List.of(),
            Optional.of(new ByteCount(1 << 20)),
            List.of());
    Judgement judgement = judge(whole(), good(), slow);
    assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(judgement.findings().get(5).outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(judgement.findings().get(5).measured()).contains(new Quantity(20, Unit.MILLISECOND));
  }

  @Test
  void a_broken_board_outweighs_an_absent_one() {
    Evidence large =
        new Evidence(
            identical(40),
            Given.rounds(times(1000, 0)),
            List.of(),
            Optional.of(new ByteCount(513L << 20)),
            List.of());
    Judgement judgement = new ReleaseJudge().judge(whole(), TODAY, Map.of(on("a"), large));
    assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(judgement.findings().get(2).message())
        .isEqualTo("513 MiB peak resident memory measured, at most 512 MiB allowed");
  }

  @Test
  void memory_that_was_not_told_is_not_a_pass() {
    for (Optional<ByteCount> silence :
        List.of(Optional.<ByteCount>empty(), Optional.of(ByteCount.ZERO))) {
      Evidence silent =
          new Evidence(identical(40), Given.rounds(times(1000, 0)), List.of(), silence, List.of());
      Judgement judgement = judge(whole(), silent, good());
      assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(unknown(judgement, 2).blame()).isEqualTo(Blame.RACK);
    }
  }

  @Test
  void exactly_the_limit_of_memory_is_kept_and_one_byte_more_is_not() {
    ReleasePlan plan =
        plan(Given.ROUNDS, golden(1), List.of(cell(List.of("a"), memory("<= 512 MiB"))));
    for (int more = 0; more < 2; more++) {
      Evidence evidence =
          new Evidence(
              identical(1),
              List.of(),
              List.of(),
              Optional.of(new ByteCount((512L << 20) + more)),
              List.of());
      assertThat(new ReleaseJudge().judge(plan, TODAY, Map.of(on("a"), evidence)).verdict())
          .isEqualTo(more == 0 ? Verdict.PASSED : Verdict.FAILED);
    }
  }

  @Test
  void a_limit_that_makes_no_sense_blames_who_wrote_it() {
    ReleasePlan plan =
        plan(
            Given.ROUNDS,
            golden(40),
            List.of(cell(List.of("a"), parity(ParityMetric.SQNR, "<= 20 dB"))));
    Judgement judgement = new ReleaseJudge().judge(plan, TODAY, Map.of(on("a"), good()));
    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(unknown(judgement, 0).blame()).isEqualTo(Blame.CONFIGURATION);
  }

  @Test
  void a_waiver_lets_a_broken_finding_pass_up_to_its_last_day() {
    Waiver waiver = new Waiver("detector/int8/nano/*/task.top1", "perception", "known", TODAY);
    Evidence poor =
        new Evidence(
            losing(40, 20),
            Given.rounds(times(1000, 0)),
            List.of(),
            Optional.of(new ByteCount(1 << 20)),
            List.of());
    ReleasePlan plan =
        plan(Given.ROUNDS, golden(40), List.of(cell(List.of("a"), top1("<= 1 pt"))), waiver);
    Map<CellOnBoard, BoardEvidence> evidence = Map.of(on("a"), poor);

    Judgement waived = new ReleaseJudge().judge(plan, TODAY, evidence);
    assertThat(waived.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(waived.findings().get(0))
        .isInstanceOfSatisfying(
            Finding.Broken.class, broken -> assertThat(broken.waiver()).contains(waiver));

    Judgement late = new ReleaseJudge().judge(plan, TODAY.plusDays(1), evidence);
    assertThat(late.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(late.findings().get(0))
        .isInstanceOfSatisfying(
            Finding.Broken.class,
            broken -> {
              assertThat(broken.waiver()).isEmpty();
              assertThat(broken.message())
                  .endsWith("; the waiver of perception expired on 2026-11-03");
            });
  }

  @Test
  void a_waiver_does_not_cover_what_was_not_measured() {
    Waiver waiver = new Waiver("detector/*/*/*/*", "perception", "known", TODAY);
    assertThat(new ReleaseJudge().judge(whole(waiver), TODAY, Map.of(on("a"), good())).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void evidence_outside_the_plan_changes_nothing() {
    Map<CellOnBoard, BoardEvidence> evidence =
        new HashMap<>(Map.of(on("a"), good(), on("b"), good()));
    Judgement before = new ReleaseJudge().judge(whole(), TODAY, evidence);
    evidence.put(on("stranger"), Given.timed(times(1000, 1000)));
    assertThat(new ReleaseJudge().judge(whole(), TODAY, evidence)).isEqualTo(before);
  }

  @Test
  void a_cell_without_criteria_is_not_a_pass() {
    ReleasePlan plan = plan(Given.ROUNDS, golden(40), List.of(cell(List.of("a"))));
    assertThat(new ReleaseJudge().judge(plan, TODAY, Map.of(on("a"), good())))
        .isEqualTo(new Judgement(Verdict.INCONCLUSIVE, List.of()));
  }
}
