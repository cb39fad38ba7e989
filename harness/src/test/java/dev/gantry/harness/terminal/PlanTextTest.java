package dev.gantry.harness.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Waiver;
import dev.gantry.harness.walk.MeasuringTime;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTextTest {
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 20);

  private static ReleasePlan plan(String reason) {
    return new ReleasePlan(
        "rail-2026.11",
        "bay-4",
        "0.1.0",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Scenario.Single(1, 2, 3),
        List.of(new Waiver("m/int8/cpu/*/latency.p99", "perception", reason, LAST_DAY)));
  }

  @Test
  void a_waiver_holds_up_to_and_including_its_last_day() {
    assertThat(PlanText.lines(plan("PER-7"), LAST_DAY))
        .contains("  waived m/int8/cpu/*/latency.p99 by perception until 2026-11-20: PER-7");
  }

  @Test
  void a_waiver_that_has_expired_is_not_listed_as_waived() {
    assertThat(PlanText.lines(plan("PER-7"), LAST_DAY.plusDays(1)))
        .contains(
            "  not waived: m/int8/cpu/*/latency.p99, for the waiver by perception expired on"
                + " 2026-11-20: PER-7")
        .noneMatch(line -> line.startsWith("  waived"));
  }

  private static ReleasePlan measuring(Optional<Duration> budget) {
    Digest digest = Digest.of(new byte[1]);
    GoldenSet golden =
        new GoldenSet(
            "set", "1", digest, List.of(), Optional.empty(), List.of(), List.of(), List.of());
    List<PlannedCell> cells =
        List.of(
            new PlannedCell(
                new Cell("m", Precision.FP32, "cpu"),
                List.of("a", "b"),
                1,
                List.of(new Criterion.Latency(99, Limit.parse("<= 10 ms"), 0.99)),
                List.of(new Scenario.Offline(1, Duration.ofMinutes(2)))));
    return new ReleasePlan(
        "rail",
        "bay-4",
        "0.1.0",
        List.of(
            new ReleasePlan.PlannedModel(
                "m",
                digest,
                golden,
                new ReleasePlan.Calibration("set", 1, digest, Optional.empty()),
                List.of())),
        List.of(BoardKind.of("cpu", Backend.ONNXRUNTIME, 1)),
        List.of(
            new ReleasePlan.PlannedBoard("a", "cpu", false),
            new ReleasePlan.PlannedBoard("b", "cpu", false)),
        cells,
        // Each round takes 2 s to start and 100 s of queries; three of them may be enough.
        new Scenario.Single(0, 10_000, 10),
        List.of(),
        budget);
  }

  @Test
  void the_time_of_each_board_is_told_with_what_a_budget_makes_of_it() {
    assertThat(MeasuringTime.of(measuring(Optional.empty())))
        .extracting(MeasuringTime::board, MeasuringTime::expected, MeasuringTime::longest)
        .containsExactly(
            tuple("a", Duration.ofSeconds(458), Duration.ofSeconds(1630)),
            tuple("b", Duration.ofSeconds(458), Duration.ofSeconds(1630)));
    assertThat(told(Optional.empty())).isEqualTo("about 8 min, at most about 27 min");
    assertThat(told(Optional.of(Duration.ofMinutes(30))))
        .endsWith("the budget of 30 min is enough");
    assertThat(told(Optional.of(Duration.ofMinutes(20))))
        .endsWith("the budget of 20 min may cut that off: what is left then is NOT_MEASURED");
    assertThat(told(Optional.of(Duration.ofMinutes(5))))
        .endsWith("the budget of 5 min cuts that off: what is left then is NOT_MEASURED");
  }

  private static String told(Optional<Duration> budget) {
    String start = "  measuring on a, b: ";
    List<String> lines = PlanText.lines(measuring(budget), LAST_DAY);
    assertThat(lines).filteredOn(line -> line.startsWith(start)).hasSize(1);
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length());
  }

  @Test
  void what_people_wrote_stays_on_its_line() {
    assertThat(PlanText.lines(plan("a\nb\u202ec"), LAST_DAY))
        .anyMatch(line -> line.endsWith("until 2026-11-20: a\\nb\\u202ec"));
  }
}
