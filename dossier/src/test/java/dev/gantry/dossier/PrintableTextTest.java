package dev.gantry.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrintableTextTest {
  private static final String ESCAPE = "\u001b";
  private static final String TURN = "\u202e";

  @Test
  void what_moves_a_cursor_or_starts_a_line_is_written_as_an_escape() {
    assertThat(PrintableText.line("a" + ESCAPE + "[2Kb\nc\rd\te"))
        .isEqualTo("a\\u001b[2Kb\\nc\\rd\\te");
    assertThat(PrintableText.line("\u009b31m\u0085\u2028\u2029"))
        .isEqualTo("\\u009b31m\\u0085\\u2028\\u2029");
  }

  @Test
  void marks_that_turn_the_direction_of_writing_or_cannot_be_seen_are_written_as_escapes() {
    assertThat(PrintableText.line("in" + TURN + "tuo")).isEqualTo("in\\u202etuo");
    assertThat(PrintableText.line("\u2066x\u2069\u200f\u200b\u00ad\ufeff"))
        .isEqualTo("\\u2066x\\u2069\\u200f\\u200b\\u00ad\\ufeff");
    assertThat(PrintableText.line(Character.toString(0xE0041))).isEqualTo("\\U000e0041");
  }

  @Test
  void half_characters_and_what_is_no_character_are_written_as_escapes() {
    assertThat(PrintableText.line("\ud83d.\udc00.\ufffe.\uffff"))
        .isEqualTo("\\ud83d.\\udc00.\\ufffe.\\uffff");
  }

  @Test
  void names_in_any_script_are_shown_as_they_are() {
    for (String name : new String[] {"Weiche 7", "轨道", "مسار", "\uD83D\uDE82", "a\\nb", ""}) {
      assertThat(PrintableText.line(name)).isEqualTo(name);
      assertThat(PrintableText.lines(name)).isEqualTo(name);
    }
  }

  @Test
  void several_lines_may_stay_several_lines() {
    assertThat(PrintableText.lines("a\r\n\tb" + ESCAPE + TURN)).isEqualTo("a\r\n\tb\\u001b\\u202e");
  }

  @Test
  void whatever_is_shown_is_shown_the_same_again() {
    long seed = 2026;
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int index = 0; index < 12; index++) {
        text.append((char) random.nextInt(0x10000));
      }
      String shown = PrintableText.line(text.toString());
      assertThat(PrintableText.line(shown)).as("seed %d, round %d", seed, round).isEqualTo(shown);
      assertThat(shown.codePoints().anyMatch(Character::isISOControl)).isFalse();
    }
  }

  @Test
  void problems_and_troubles_stay_on_one_line_whatever_they_name() {
    Problem problem =
        Problem.in("m\n.onnx", "node '" + ESCAPE + "[1A' reads '" + TURN + "x'", "export it again");
    assertThat(problem)
        .hasToString("m\\n.onnx: node '\\u001b[1A' reads '\\u202ex'. Export it again.");
    Trouble trouble = new Trouble(Blame.RACK, "b-1", "said 'a\nb" + ESCAPE + "c'", "ask again");
    assertThat(trouble).hasToString("b-1: said 'a\\nb\\u001bc' (RACK). Ask again.");
  }

  @Test
  void progress_is_told_on_one_line() {
    Progress progress = Progress.note(Progress.Stage.CONVERT, "m", "write '" + ESCAPE + "[2K'");
    assertThat(progress.what()).isEqualTo("write '\\u001b[2K'");
  }
}
