package dev.gantry.validation.judgement;

import static dev.gantry.validation.judgement.Given.CELL;
import static dev.gantry.validation.judgement.Given.TODAY;
import static dev.gantry.validation.judgement.Given.golden;
import static dev.gantry.validation.judgement.Given.latency;
import static dev.gantry.validation.judgement.Given.plan;
import static dev.gantry.validation.judgement.Given.timed;
import static dev.gantry.validation.judgement.Given.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.Verdict;
import dev.gantry.validation.judgement.BoardEvidence.NoEvidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which boards count where not all of a kind are asked for. */
class UnitsTest {
  private static final Criterion.Latency P99 = latency(99, "<= 12 ms");
  private static final BoardEvidence GOOD = timed(times(2000, 0));
  private static final BoardEvidence BAD = timed(times(2000, 200));
  private static final BoardEvidence GONE =
      new NoEvidence(new Trouble(Blame.RACK, "b", "unplugged", "plug it in"));

  private static Judgement judge(int units, Map<String, BoardEvidence> boards) {
    Map<CellOnBoard, BoardEvidence> evidence = new HashMap<>();
    boards.forEach((board, found) -> evidence.put(new CellOnBoard(CELL, board), found));
    PlannedCell cell =
        new PlannedCell(CELL, List.of("a", "b", "c"), units, List.of(P99), List.of());
    return new ReleaseJudge().judge(plan(Given.ROUNDS, golden(1), List.of(cell)), TODAY, evidence);
  }

  private static List<String> boards(Judgement judgement) {
    return judgement.findings().stream().map(finding -> finding.subject().board()).toList();
  }

  @Test
  void one_good_board_is_enough_where_any_will_do() {
    Judgement judgement = judge(1, Map.of("b", GOOD));
    assertThat(judgement.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(boards(judgement)).containsExactly("b");
  }

  @Test
  void a_board_that_broke_down_is_not_judged_once_another_took_its_place() {
    Judgement judgement = judge(1, Map.of("a", GONE, "c", GOOD));
    assertThat(judgement.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(boards(judgement)).containsExactly("c");
  }

  @Test
  void a_bad_board_counts_though_a_good_one_would_have_been_enough() {
    Judgement judgement = judge(1, Map.of("a", GOOD, "c", BAD));
    assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(boards(judgement)).containsExactly("a", "c");
  }

  @Test
  void where_boards_are_wanting_those_that_were_tried_say_why() {
    Judgement judgement = judge(2, Map.of("a", GOOD, "c", GONE));
    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(boards(judgement)).containsExactly("a", "c");
    assertThat(judgement.findings().get(1).message()).contains("unplugged");
  }

  @Test
  void nothing_measured_is_not_a_pass_where_any_board_would_do() {
    assertThat(judge(1, Map.of()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(boards(judge(1, Map.of()))).containsExactly("a");
    assertThat(judge(1, Map.of("a", GONE, "b", GONE, "c", GONE)).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void all_means_all() {
    assertThat(judge(3, Map.of("a", GOOD, "b", GOOD)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judge(3, Map.of("a", GOOD, "b", GOOD, "c", GOOD)).verdict())
        .isEqualTo(Verdict.PASSED);
  }

  @Test
  void every_board_that_is_judged_is_a_check_of_its_own() {
    PlannedCell cell = new PlannedCell(CELL, List.of("a", "b", "c"), 1, List.of(P99), List.of());
    assertThat(CheckFamily.of(plan(Given.ROUNDS, golden(1), List.of(cell))).checks()).isEqualTo(1);
    assertThat(CheckFamily.of(plan(Given.ROUNDS, golden(1), List.of(cell)), planned -> 3).checks())
        .isEqualTo(3);
  }
}
