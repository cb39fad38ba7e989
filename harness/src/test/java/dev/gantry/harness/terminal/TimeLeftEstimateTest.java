package dev.gantry.harness.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeLeftEstimateTest {
  @Test
  void nothing_is_said_before_there_is_something_to_go_by() {
    TimeLeftEstimate left = new TimeLeftEstimate(0, 0);
    assertThat(left.words(27, after(5))).isEmpty();
    left.ended(1, after(6));
    assertThat(left.words(27, after(6))).isEmpty();
    left.ended(3, after(9));
    assertThat(left.words(27, after(9))).contains("about 1 min left");
  }

  @Test
  void time_that_goes_by_is_taken_off_and_whoever_was_wrong_is_silent() {
    TimeLeftEstimate left = new TimeLeftEstimate(0, 0);
    left.ended(4, after(8));
    assertThat(left.words(10, after(8))).contains("about 15 s left");
    assertThat(left.words(10, after(11))).contains("about 10 s left");
    assertThat(left.words(10, after(18))).contains("a few seconds left");
    assertThat(left.words(10, after(33))).isEmpty();
  }

  @Test
  void what_was_done_before_this_run_took_it_no_time() {
    TimeLeftEstimate left = new TimeLeftEstimate(20, 0);
    left.ended(22, after(10));
    assertThat(left.words(27, after(10))).contains("about 25 s left");
    assertThat(left.words(22, after(10))).isEmpty();
  }

  @Test
  void long_times_are_told_in_minutes_and_hours() {
    TimeLeftEstimate left = new TimeLeftEstimate(0, 0);
    left.ended(2, after(600));
    assertThat(left.words(4, after(600))).contains("about 10 min left");
    assertThat(left.words(20, after(600))).contains("about 1 h 30 min left");
  }

  private static long after(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
