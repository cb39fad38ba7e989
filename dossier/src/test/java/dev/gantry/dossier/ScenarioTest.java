package dev.gantry.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  @Test
  void a_scenario_says_how_it_drives() {
    assertThat(
            new Scenario.Periodic(
                    Duration.ofNanos(33_333_333), Duration.ofMillis(25), Duration.ofSeconds(90))
                .words())
        .isEqualTo("at 30 Hz for 5 x 1.5 min, each due within 25 ms");
    assertThat(new Scenario.Offline(1, Duration.ofSeconds(10)).words())
        .isEqualTo("one sample after another for 5 x 10 s");
    assertThat(new Scenario.Offline(8, Duration.ofNanos(10)).words())
        .isEqualTo("in batches of 8 for 5 x 10 ns");
    assertThat(new Scenario.Soak(Duration.ofMinutes(1), Duration.ofHours(2)).words())
        .isEqualTo("for 2 h in windows of 1 min");
    assertThat(new Scenario.Cold(1).words()).isEqualTo("from nothing, 1 time");
    assertThat(new Scenario.Single(1, 1, 1).words()).isEqualTo("one query after another");
  }

  @Test
  void only_what_ends_with_the_clock_has_a_length() {
    Scenario soak = new Scenario.Soak(Duration.ofMinutes(1), Duration.ofHours(2));
    assertThat(soak.length()).isEqualTo(Duration.ofHours(2));
    assertThat(new Scenario.Cold(7).length()).isZero();
  }
}
