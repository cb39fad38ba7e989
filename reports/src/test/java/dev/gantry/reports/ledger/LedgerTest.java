package dev.gantry.reports.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.Verdict;
import dev.gantry.reports.SampleRelease;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  @Test
  void every_finding_has_exactly_one_entry() {
    JudgedRelease release = SampleRelease.failed();
    assertThat(Ledger.of(release).entries().stream().map(LedgerEntry::id))
        .containsExactlyInAnyOrderElementsOf(
            release.findings().stream().map(finding -> finding.subject().id()).toList());
  }

  @Test
  void what_stands_how_is_counted_as_it_was_judged() {
    Ledger ledger = Ledger.of(SampleRelease.failed());
    assertThat(ledger.count(EntryStanding.BROKEN)).isEqualTo(2);
    assertThat(ledger.count(EntryStanding.WAIVED)).isEqualTo(1);
    assertThat(ledger.count(EntryStanding.NOT_MEASURED)).isEqualTo(1);
    assertThat(ledger.count(EntryStanding.MET)).isEqualTo(50);
  }

  @Test
  void a_cell_that_nobody_visited_has_an_entry_that_says_so() {
    Ledger ledger = Ledger.of(SampleRelease.missing(Verdict.INCONCLUSIVE));
    assertThat(ledger.emptyCells()).isEqualTo(4);
    assertThat(ledger.entries(EntryStanding.NO_EVIDENCE))
        .filteredOn(entry -> entry.place().board().equals("bench-3"))
        .hasSize(4)
        .allSatisfy(entry -> assertThat(entry.message()).startsWith("no evidence"));
  }

  @Test
  void a_criterion_that_was_never_judged_has_an_entry_that_says_so() {
    assertThat(Ledger.of(SampleRelease.missing(Verdict.INCONCLUSIVE)).entries())
        .filteredOn(entry -> entry.id().equals("signal-reader/fp32/cpu/bench-2/parity.cosine"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.standing()).isEqualTo(EntryStanding.NO_EVIDENCE));
  }

  @Test
  void a_cell_is_as_bad_as_the_worst_of_its_entries() {
    assertThat(Ledger.of(SampleRelease.missing(Verdict.INCONCLUSIVE)).ledgerCells())
        .filteredOn(ledgerCell -> ledgerCell.place().id().equals("signal-reader/fp32/cpu/bench-2"))
        .singleElement()
        .satisfies(
            ledgerCell -> assertThat(ledgerCell.standing()).isEqualTo(EntryStanding.NO_EVIDENCE));
  }

  @Test
  void a_cell_without_boards_and_a_cell_without_criteria_are_no_evidence() {
    ReleasePlan plan = SampleRelease.plan();
    List<PlannedCell> cells = new ArrayList<>(plan.cells());
    PlannedCell first = cells.get(0);
    Cell other = new Cell("obstacle-detector", Precision.FP16, "cpu");
    cells.add(PlannedCell.of(other, List.of(), first.criteria()));
    cells.add(
        PlannedCell.of(
            new Cell("signal-reader", Precision.FP16, "cpu"), List.of("bench-1"), List.of()));
    Ledger ledger = Ledger.of(SampleRelease.with(SampleRelease.passed(), planWith(plan, cells)));
    assertThat(ledger.entries(EntryStanding.NO_EVIDENCE).stream().map(LedgerEntry::id))
        .containsExactly(
            "obstacle-detector/fp16/cpu/no-board/evidence",
            "signal-reader/fp16/cpu/bench-1/evidence");
    assertThat(ledger.best()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_release_that_planned_nothing_is_not_without_entries() {
    assertThat(Ledger.of(SampleRelease.empty()).entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.standing()).isEqualTo(EntryStanding.NO_EVIDENCE));
  }

  @Test
  void a_verdict_that_no_finding_explains_becomes_an_entry_itself() {
    JudgedRelease passed = SampleRelease.passed();
    JudgedRelease failed =
        new JudgedRelease(
            passed.plan(),
            Verdict.FAILED,
            passed.started(),
            passed.finished(),
            passed.engines(),
            passed.findings(),
            passed.troubles(),
            passed.accounts());
    assertThat(Ledger.of(failed).ofRelease())
        .singleElement()
        .satisfies(entry -> assertThat(entry.message()).contains("FAILED"));
    assertThat(Ledger.of(passed).ofRelease()).isEmpty();
  }

  @Test
  void a_finding_beside_the_plan_is_kept() {
    List<Finding> findings = new ArrayList<>(SampleRelease.passed().findings());
    Subject beside =
        new Subject(new Cell("stray", Precision.FP16, "cpu"), "bench-9", "latency.p99");
    Limit limit = Limit.parse("<= 12 ms");
    findings.add(new Finding.Met(beside, Quantity.parse("3 ms"), limit, 0.99, "3 ms"));
    assertThat(Ledger.of(SampleRelease.with(SampleRelease.passed(), findings)).entries())
        .extracting(LedgerEntry::id)
        .contains("stray/fp16/cpu/bench-9/latency.p99");
  }

  private static ReleasePlan planWith(ReleasePlan plan, List<PlannedCell> cells) {
    return plan.under(cells, plan.waivers());
  }
}
