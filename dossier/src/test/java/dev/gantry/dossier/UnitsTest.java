package dev.gantry.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitsTest {
  @Test
  void units_are_read_as_they_are_written() {
    for (Units units : List.of(Units.ALL, Units.ANY, Units.of(2), Units.of(20))) {
      assertThat(Units.parse(units.toString())).isEqualTo(units);
    }
    assertThat(Units.parse("1")).isEqualTo(Units.ANY);
    assertThat(Units.ALL.among(7)).isEqualTo(7);
    assertThat(Units.ANY.among(7)).isEqualTo(1);
  }

  @Test
  void anything_else_is_refused() {
    for (String bad : List.of("", "0", "-1", "01", "1.5", "ALL", "some", "1234567")) {
      assertThatThrownBy(() -> Units.parse(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
