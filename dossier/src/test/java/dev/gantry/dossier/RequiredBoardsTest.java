package dev.gantry.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequiredBoardsTest {
  @Test
  void units_are_read_as_they_are_written() {
    for (RequiredBoards units :
        List.of(
            RequiredBoards.ALL, RequiredBoards.ANY, RequiredBoards.of(2), RequiredBoards.of(20))) {
      assertThat(RequiredBoards.parse(units.toString())).isEqualTo(units);
    }
    assertThat(RequiredBoards.parse("1")).isEqualTo(RequiredBoards.ANY);
    assertThat(RequiredBoards.ALL.among(7)).isEqualTo(7);
    assertThat(RequiredBoards.ANY.among(7)).isEqualTo(1);
  }

  @Test
  void anything_else_is_refused() {
    for (String bad : List.of("", "0", "-1", "01", "1.5", "ALL", "some", "1234567")) {
      assertThatThrownBy(() -> RequiredBoards.parse(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
