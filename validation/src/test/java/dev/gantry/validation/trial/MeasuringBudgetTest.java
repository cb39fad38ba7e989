package dev.gantry.validation.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.RigException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasuringBudgetTest {
  /** Moves on when it is told to. */
  private static final class Hand extends Clock {
    private Instant now = Instant.EPOCH;

    private String last(Duration time) {
      now = now.plus(time);
      return "done";
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final Hand clock = new Hand();

  @Test
  void what_has_begun_is_ended_and_no_more_is_begun() throws Exception {
    MeasuringBudget budget = new MeasuringBudget(Optional.of(Duration.ofSeconds(60)), clock);
    assertThat(budget.count("b", () -> clock.last(Duration.ofSeconds(59)))).isEqualTo("done");
    clock.last(Duration.ofHours(1));
    assertThat(budget.count("b", () -> clock.last(Duration.ofSeconds(59)))).isEqualTo("done");

    assertThatThrownBy(() -> budget.count("b", () -> clock.last(Duration.ofSeconds(1))))
        .isInstanceOfSatisfying(
            RigException.class,
            used -> {
              assertThat(used.trouble().blame()).isEqualTo(Blame.CONFIGURATION);
              assertThat(used.trouble().what()).contains("budget of 60 s", "118 s of measuring");
              assertThat(used.trouble().remedy()).contains("--resume", "budget in release.yaml");
            });
  }

  @Test
  void what_fails_has_taken_its_time_too() {
    MeasuringBudget budget = new MeasuringBudget(Optional.of(Duration.ofSeconds(60)), clock);
    assertThatThrownBy(
            () ->
                budget.count(
                    "b",
                    () -> {
                      clock.last(Duration.ofSeconds(61));
                      throw new IllegalStateException("lost");
                    }))
        .hasMessage("lost");
    assertThatThrownBy(() -> budget.require("b")).hasMessageContaining("budget");
  }

  @Test
  void without_a_budget_there_is_no_end() throws Exception {
    MeasuringBudget endless = new MeasuringBudget(Optional.empty(), clock);
    endless.count("b", () -> clock.last(Duration.ofDays(400)));
    endless.require("b");
  }
}
