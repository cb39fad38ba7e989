package dev.gantry.harness.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Waiver;
import java.time.LocalDate;
import java.util.List;
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

  @Test
  void what_people_wrote_stays_on_its_line() {
    assertThat(PlanText.lines(plan("a\nb\u202ec"), LAST_DAY))
        .anyMatch(line -> line.endsWith("until 2026-11-20: a\\nb\\u202ec"));
  }
}
