package dev.gantry.validation.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolmCorrectionTest {

  @Test
  void each_step_corrects_for_the_checks_that_are_left() {
    assertThat(HolmCorrection.corrected(List.of(0.25, 0.03125, 0.0625), 4))
        .containsExactly(0.5, 0.125, 0.1875);
  }

  @Test
  void a_larger_chance_never_ends_up_below_a_smaller_one() {
    assertThat(HolmCorrection.corrected(List.of(0.1875, 0.125), 2)).containsExactly(0.25, 0.25);
  }

  @Test
  void checks_that_look_good_count_too() {
    assertThat(HolmCorrection.corrected(List.of(0.0078125), 40)).containsExactly(0.3125);
    assertThat(HolmCorrection.corrected(List.of(0.5), 40)).containsExactly(1.0);
  }

  @Test
  void a_family_is_never_smaller_than_what_was_found() {
    assertThat(HolmCorrection.corrected(List.of(0.25, 0.25), 0)).containsExactly(0.5, 0.5);
    assertThat(HolmCorrection.corrected(List.of(), 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {71, 72, 73, 74, 75})
  void the_order_of_the_checks_changes_nothing(long seed) {
    Random random = new Random(seed);
    List<Double> chances = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      chances.add(i % 4 == 0 ? 0.001 : random.nextDouble() / 10);
    }
    List<Double> corrected = HolmCorrection.corrected(chances, 50);
    List<Integer> order = new ArrayList<>(IntStream.range(0, 30).boxed().toList());
    Collections.shuffle(order, random);
    List<Double> shuffled = HolmCorrection.corrected(order.stream().map(chances::get).toList(), 50);
    for (int i = 0; i < 30; i++) {
      assertThat(shuffled.get(i)).as("seed " + seed).isEqualTo(corrected.get(order.get(i)));
      assertThat(corrected.get(i)).as("seed " + seed).isGreaterThanOrEqualTo(chances.get(i));
    }
  }
}
