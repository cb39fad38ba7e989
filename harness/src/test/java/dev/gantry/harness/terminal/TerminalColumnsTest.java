package dev.gantry.harness.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalColumnsTest {
  @Test
  void letters_take_no_one_or_two_columns() {
    assertThat(TerminalColumns.of("bench-1")).isEqualTo(7);
    assertThat(TerminalColumns.of("標識")).isEqualTo(4);
    assertThat(TerminalColumns.of("e\u0301")).isEqualTo(1);
    assertThat(TerminalColumns.of("🚆")).isEqualTo(2);
  }

  @Test
  void what_is_too_long_is_cut_between_letters_and_marked() {
    assertThat(TerminalColumns.fit("bench-1", 7)).isEqualTo("bench-1");
    assertThat(TerminalColumns.fit("bench-12", 7)).isEqualTo("bench-…");
    assertThat(TerminalColumns.fit("標識検出", 6)).isEqualTo("標識…");
    assertThat(TerminalColumns.fit("🚆🚆🚆", 4)).isEqualTo("🚆…");
    assertThat(TerminalColumns.fit("bench", 0)).isEmpty();
    assertThat(TerminalColumns.pad("標識", 6)).isEqualTo("標識  ");
  }

  @Test
  void nothing_moves_the_cursor_or_turns_the_line() {
    assertThat(TerminalColumns.fit("a\u001b[2Jb\r\n\tc\u202ed\ud800e", 40))
        .isEqualTo("a?[2Jb???c?d?e");
  }

  @Test
  void long_texts_are_folded_between_words() {
    assertThat(TerminalColumns.folded("bench-2: the link was lost", 14, "  "))
        .isEqualTo(List.of("bench-2: the", "  link was", "  lost"));
    assertThat(TerminalColumns.folded("short", 14, "  ")).containsExactly("short");
    assertThat(String.join("", TerminalColumns.folded("anendlesswordthatdoesnotfit x", 10, "")))
        .isEqualTo("anendlesswordthatdoesnotfitx");
  }
}
