package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.Verdict;
import dev.gantry.dossier.Waiver;
import dev.gantry.validation.judgement.CellOnBoard;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who gets a second chance, and who does not. */
class RetryScopeTest {
  private static final Cell CELL = new Cell("rail-signals", Precision.INT8, "orin");
  private static final Limit LIMIT = Limit.parse("<= 12 ms");

  private static Finding unknown(String board, Blame blame) {
    return new Finding.NotMeasured(
        new Subject(CELL, board, "latency.p99"),
        Optional.empty(),
        LIMIT,
        0.99,
        blame,
        "the times are not valid",
        "mend it");
  }

  private static Finding broken(String board, Optional<Waiver> waiver) {
    return new Finding.Broken(
        new Subject(CELL, board, "parity.max-abs"),
        Quantity.parse("13 ms"),
        LIMIT,
        0.99,
        "broken",
        "mend it",
        waiver);
  }

  private static Set<CellOnBoard> again(Verdict verdict, Finding... findings) {
    ReleasePlan plan =
        new ReleasePlan(
            "r",
            "rack",
            "0.1.0",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Scenario.Single(1, 1, 1),
            List.of());
    return RetryScope.ofTheRack(
            new JudgedRelease(
                plan,
                verdict,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                List.of(findings),
                List.of(),
                List.of()))
        .again();
  }

  @Test
  void only_what_the_rack_is_blamed_for() {
    assertThat(
            again(
                Verdict.INCONCLUSIVE,
                unknown("a", Blame.RACK),
                unknown("b", Blame.TOOLCHAIN),
                unknown("c", Blame.DATA),
                unknown("d", Blame.CONFIGURATION)))
        .containsExactly(new CellOnBoard(CELL, "a"));
  }

  @Test
  void what_is_broken_is_never_measured_until_it_looks_better() {
    Waiver waiver = new Waiver("rail-signals/*/*/*/*", "rail", "tracked", LocalDate.MAX);
    assertThat(
            again(
                Verdict.INCONCLUSIVE,
                unknown("a", Blame.RACK),
                broken("a", Optional.of(waiver)),
                unknown("b", Blame.RACK)))
        .containsExactly(new CellOnBoard(CELL, "b"));
    assertThat(again(Verdict.FAILED, broken("a", Optional.empty()), unknown("b", Blame.RACK)))
        .isEmpty();
  }

  @Test
  void a_cell_is_open_to_the_board_that_needs_the_chance_and_to_no_spare() {
    ReleasePlan.PlannedCell any =
        new ReleasePlan.PlannedCell(CELL, List.of("a", "b"), 1, List.of(), List.of());
    WorkItem item = new WorkItem(any, Duration.ZERO, 1, Set.of("b"), Set.of());
    assertThat(item.open("a")).isTrue();
    assertThat(item.open("b")).isFalse();
    item.begin("a");
    item.end("a", WorkItem.End.MEASURED);
    assertThat(item.lacking()).isFalse();
  }
}
