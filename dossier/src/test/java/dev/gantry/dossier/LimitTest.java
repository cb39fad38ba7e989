package dev.gantry.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimitTest {
  @Test
  void limits_are_read_as_people_write_them() {
    assertThat(Limit.parse("<= 12 ms"))
        .isEqualTo(new Limit(Limit.Relation.AT_MOST, new Quantity(12, Unit.MILLISECOND)));
    assertThat(Limit.parse(">=20dB"))
        .isEqualTo(new Limit(Limit.Relation.AT_LEAST, new Quantity(20, Unit.DECIBEL)));
    assertThat(Limit.parse("<= 12 ms").words()).isEqualTo("at most 12 ms");
    assertThat(Limit.parse(">= 0.99").words()).isEqualTo("at least 0.99");
  }

  @Test
  void what_is_written_is_read_again() {
    long seed = 7_104;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      Limit limit =
          new Limit(
              any(random, Limit.Relation.values()),
              new Quantity(random.nextInt(999_999), any(random, Unit.values())));
      assertThat(Limit.parse(limit.toString())).as("seed %d", seed).isEqualTo(limit);
    }
  }

  @Test
  void the_bound_itself_is_allowed_and_the_next_number_is_not() {
    long seed = 7_105;
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      double bound = random.nextDouble() * 100;
      Limit most = new Limit(Limit.Relation.AT_MOST, new Quantity(bound, Unit.SECOND));
      Limit least = new Limit(Limit.Relation.AT_LEAST, new Quantity(bound, Unit.SECOND));
      Quantity same = new Quantity(bound, Unit.SECOND);
      Quantity above = new Quantity(Math.nextUp(bound), Unit.SECOND);
      Quantity below = new Quantity(Math.nextDown(bound), Unit.SECOND);
      assertThat(most.allows(same) && least.allows(same)).as("seed %d, %s", seed, bound).isTrue();
      assertThat(most.allows(above) || least.allows(below))
          .as("seed %d, %s", seed, bound)
          .isFalse();
      assertThat(most.allows(below) && least.allows(above)).as("seed %d, %s", seed, bound).isTrue();
    }
  }

  @Test
  void units_of_one_dimension_are_compared_by_what_they_mean() {
    assertThat(Limit.parse("<= 12 ms").allows(Quantity.parse("11900 us"))).isTrue();
    assertThat(Limit.parse("<= 12 ms").allows(Quantity.parse("0.0121 s"))).isFalse();
    assertThat(Limit.parse("<= 1 MiB").allows(Quantity.parse("1048577 B"))).isFalse();
  }

  @Test
  void hostile_text_is_refused_with_words() {
    for (String text :
        List.of(
            "",
            "12 ms",
            "< 12 ms",
            "= 12 ms",
            "=< 12 ms",
            "<=",
            "<= ms",
            "<= 1e999 ms",
            ">= -1e999 dB",
            "<= NaN",
            "\u2264 12 ms",
            "<=> 1 ms",
            "<= 1 ms or so")) {
      assertThatThrownBy(() -> Limit.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Limit.parse("< 12 ms"))
        .hasMessage("'< 12 ms' is not a limit; write it like '<= 12 ms' or '>= 20 dB'");
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
