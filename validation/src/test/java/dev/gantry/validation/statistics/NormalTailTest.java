package dev.gantry.validation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class NormalTailTest {
  @Test
  void the_tails_are_those_of_the_tables() {
    assertThat(NormalTail.above(0)).isEqualTo(0.5);
    assertThat(NormalTail.above(1)).isCloseTo(0.15865525393145707, within(1e-15));
    assertThat(NormalTail.above(2.3263478740408408)).isCloseTo(0.01, within(1e-15));
    assertThat(NormalTail.above(3)).isCloseTo(1.3498980316300946e-3, withinPercentage(1e-9));
    assertThat(NormalTail.above(6)).isCloseTo(9.86587645037698e-10, withinPercentage(1e-9));
    assertThat(NormalTail.above(10)).isCloseTo(7.619853024160527e-24, withinPercentage(1e-9));
    assertThat(NormalTail.above(-1)).isCloseTo(0.8413447460685429, within(1e-15));
    assertThat(NormalTail.above(Double.POSITIVE_INFINITY)).isZero();
    assertThat(NormalTail.above(Double.NEGATIVE_INFINITY)).isEqualTo(1);
  }

  @Test
  void it_falls_without_a_step_where_the_formula_changes() {
    double before = NormalTail.above(Math.nextDown(3.0));
    assertThat(NormalTail.above(3)).isCloseTo(before, withinPercentage(1e-9));
    for (double value = -5; value < 35; value += 0.01) {
      assertThat(NormalTail.above(value + 0.01))
          .as("%s", value)
          .isLessThan(NormalTail.above(value));
    }
  }

  @Test
  void the_value_of_a_chance_has_that_chance() {
    for (double chance : new double[] {0.99, 0.5, 0.3, 0.01, 1e-4, 1e-9, 1e-30}) {
      assertThat(NormalTail.above(NormalTail.value(chance)))
          .as("%s", chance)
          .isCloseTo(chance, withinPercentage(1e-9));
    }
  }
}
