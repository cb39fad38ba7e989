package dev.gantry.validation.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTimesTest {

  @Test
  void nobody_can_change_them_from_outside() {
    long[] raw = {3, 1, 2};
    RoundTimes times = RoundTimes.of(raw);
    raw[0] = 99;
    times.nanoseconds()[1] = 99;
    assertThat(times).isEqualTo(RoundTimes.of(3, 1, 2)).hasSameHashCodeAs(RoundTimes.of(3, 1, 2));
    assertThat(times).isNotEqualTo(RoundTimes.of(1, 2, 3));
  }

  @Test
  void time_never_runs_backwards() {
    assertThatThrownBy(() -> RoundTimes.of(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1 ns");
  }

  @Test
  void rounds_are_sorted_together_and_only_times_above_a_limit_miss_it() {
    SortedTimes sorted =
        SortedTimes.together(List.of(SortedTimes.of(5, 1), SortedTimes.of(), SortedTimes.of(3, 3)));
    assertThat(sorted.count()).isEqualTo(4);
    assertThat(List.of(sorted.at(0), sorted.at(1), sorted.at(2), sorted.at(3)))
        .containsExactly(1L, 3L, 3L, 5L);
    assertThat(sorted.above(0)).isEqualTo(4);
    assertThat(sorted.above(2)).isEqualTo(3);
    assertThat(sorted.above(3)).isEqualTo(1);
    assertThat(sorted.above(5)).isZero();
  }
}
