package dev.gantry.validation.judgement;

import static dev.gantry.dossier.Verdict.FAILED;
import static dev.gantry.dossier.Verdict.INCONCLUSIVE;
import static dev.gantry.dossier.Verdict.PASSED;
import static dev.gantry.validation.judgement.Given.CELL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.Verdict;
import dev.gantry.dossier.Waiver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictRuleTest {
  private static final Criterion MEMORY = Given.memory("<= 512 MiB");
  private static final ReleasePlan TWO_BOARDS =
      Given.plan(1, Given.golden(1), List.of(Given.cell(List.of("a", "b"), MEMORY)));
  private static final Waiver WAIVER =
      new Waiver("detector/*/*/*/*", "perception", "known", Given.TODAY);

  /** MET, WAIVED, BROKEN, UNKNOWN, or ABSENT. */
  private static Optional<Finding> finding(String board, String state) {
    Subject subject = new Subject(CELL, board, "memory.peak");
    Quantity value = Quantity.parse("1 MiB");
    return switch (state) {
      case "MET" -> Optional.of(new Finding.Met(subject, value, MEMORY.limit(), 0.99, ""));
      case "WAIVED" ->
          Optional.of(
              new Finding.Broken(
                  subject, value, MEMORY.limit(), 0.99, "", "", Optional.of(WAIVER)));
      case "BROKEN" ->
          Optional.of(
              new Finding.Broken(subject, value, MEMORY.limit(), 0.99, "", "", Optional.empty()));
      case "UNKNOWN" ->
          Optional.of(
              new Finding.NotMeasured(
                  subject, Optional.empty(), MEMORY.limit(), 0.99, Blame.RACK, "", ""));
      default -> Optional.empty();
    };
  }

  private static Verdict verdict(ReleasePlan plan, String... states) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < states.length; i++) {
      finding(i == 0 ? "a" : "b", states[i]).ifPresent(findings::add);
    }
    return VerdictRule.verdict(plan, findings);
  }

  @ParameterizedTest
  @CsvSource({
    "MET,     MET,     PASSED",
    "MET,     WAIVED,  PASSED",
    "WAIVED,  WAIVED,  PASSED",
    "MET,     BROKEN,  FAILED",
    "WAIVED,  BROKEN,  FAILED",
    "BROKEN,  BROKEN,  FAILED",
    "UNKNOWN, BROKEN,  FAILED",
    "ABSENT,  BROKEN,  FAILED",
    "MET,     UNKNOWN, INCONCLUSIVE",
    "WAIVED,  UNKNOWN, INCONCLUSIVE",
    "UNKNOWN, UNKNOWN, INCONCLUSIVE",
    "MET,     ABSENT,  INCONCLUSIVE",
    "WAIVED,  ABSENT,  INCONCLUSIVE",
    "UNKNOWN, ABSENT,  INCONCLUSIVE",
    "ABSENT,  ABSENT,  INCONCLUSIVE",
  })
  void the_truth_table_holds_in_either_order(String one, String other, Verdict expected) {
    assertThat(verdict(TWO_BOARDS, one, other)).isEqualTo(expected);
    assertThat(verdict(TWO_BOARDS, other, one)).isEqualTo(expected);
  }

  @Test
  void nothing_measured_is_not_a_pass() {
    ReleasePlan empty = Given.plan(1, Given.golden(1), List.of());
    assertThat(VerdictRule.verdict(empty, List.of())).isEqualTo(INCONCLUSIVE);
    assertThat(verdict(empty, "MET")).isEqualTo(INCONCLUSIVE);
  }

  @Test
  void a_cell_without_criteria_or_boards_is_not_a_pass() {
    ReleasePlan.PlannedCell whole = Given.cell(List.of("a"), MEMORY);
    for (ReleasePlan.PlannedCell hollow :
        Arrays.asList(Given.cell(List.of("b")), Given.cell(List.of(), MEMORY))) {
      ReleasePlan plan = Given.plan(1, Given.golden(1), List.of(whole, hollow));
      assertThat(verdict(plan, "MET")).isEqualTo(INCONCLUSIVE);
      assertThat(verdict(plan, "BROKEN")).isEqualTo(FAILED);
    }
    assertThat(verdict(Given.plan(1, Given.golden(1), List.of(whole)), "MET")).isEqualTo(PASSED);
  }

  @Test
  void a_finding_on_another_criterion_does_not_stand_in() {
    ReleasePlan plan =
        Given.plan(
            1,
            Given.golden(1),
            List.of(Given.cell(List.of("a"), MEMORY, Given.latency(99, "<= 1 s"))));
    assertThat(verdict(plan, "MET", "MET")).isEqualTo(INCONCLUSIVE);
  }
}
