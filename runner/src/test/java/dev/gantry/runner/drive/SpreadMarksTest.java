package dev.gantry.runner.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadMarksTest {
  private static List<Long> passed(SpreadMarks marks, long from, long to) {
    List<Long> passed = new ArrayList<>();
    for (long place = from; place < to; place++) {
      if (marks.passes(place)) {
        passed.add(place);
      }
    }
    return passed;
  }

  @Test
  void of_any_number_of_queries_up_to_eight_are_marked_and_the_last_among_them() {
    for (long queries = 1; queries < 700; queries++) {
      assertThat(passed(SpreadMarks.queries(queries), 0, queries))
          .as("%d queries", queries)
          .hasSize((int) Math.min(8, queries))
          .endsWith(queries - 1);
    }
  }

  @Test
  void marks_of_queries_do_not_fall_on_one_sample_of_those_asked_in_turn() {
    assertThat(passed(SpreadMarks.queries(512), 0, 512).stream().map(query -> query % 64))
        .doesNotHaveDuplicates();
  }

  @Test
  void marks_of_times_are_spread_over_them_wherever_the_clock_began() {
    for (long start : List.of(0L, -500L, Long.MAX_VALUE - 300)) {
      SpreadMarks marks = SpreadMarks.times(start, 700);
      List<Long> passed = new ArrayList<>();
      for (long after = 0; after < 700; after++) {
        if (marks.passes(start + after)) {
          passed.add(after);
        }
      }
      assertThat(passed).containsExactly(0L, 100L, 200L, 300L, 400L, 500L, 600L);
    }
  }

  @Test
  void marks_that_were_slept_through_count_once() {
    SpreadMarks marks = SpreadMarks.times(0, 700);
    assertThat(marks.passes(350)).isTrue();
    assertThat(marks.passes(399)).isFalse();
    assertThat(marks.passes(400)).isTrue();
  }
}
