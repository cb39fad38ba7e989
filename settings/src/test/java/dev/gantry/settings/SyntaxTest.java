package dev.gantry.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {
  /** A file of one key. */
  record Note(String text) {}

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          text: >= 20 dB             | 1: a limit that starts with '>' is not in quotes. Write it like ">= 20 dB"
          text: { sqnr: >= 20 dB }   | 1: a limit that starts with '>' is not in quotes. Write it like ">= 20 dB"
          text: */int8/a/b/c         | 1: a text that starts with '*' or '&' is not in quotes. Put it in quotes
          text: *                    | 1: a text that starts with '*' or '&' is not in quotes. Put it in quotes
          text: @home                | 1: a value here starts with '@'. Put it in quotes
          text: %5                   | 1: a value here starts with '%'. Put it in quotes
          text: a: b                 | 1: a key or a '-' stands where none can begin. Check the indentation, and put a text that holds ': ' in quotes
          a: 1;text: 'a;b: 1         | 2: a quote that opens on this line is not closed. Close it
          text: "C:\\dir"            | 1: a backslash in double quotes has no meaning here. Use single quotes
          text: "\\u00zz"            | 1: a backslash in double quotes has no meaning here. Use single quotes
          text: [1,;2                | 3: a bracket that opens on line 1 is not closed, or a comma is missing. Close it, and separate its parts with commas
          text: {a: 1;b: 2           | 2: a bracket that opens on line 1 is not closed, or a comma is missing. Close it, and separate its parts with commas
          a:;  - b; c: d             | 3: the indentation of this line does not fit what began on line 1. Indent the keys of one mapping alike
          text: a;more;last: 1       | 2: a key on this line has no ':' after it. Write it like 'key: value'
          ? [a];: b                  | 1: a key here is not a text. Use a plain word before the ':'
          text: a;}                  | 2: a bracket closes here that was not opened. Remove it
          """)
  void a_slip_of_syntax_is_told_in_plain_words(String text, String told) {
    ReadResult<Note> read = new Scratch(folder).read(Note.class, text.replace(';', '\n') + "\n");

    assertThat(Scratch.lines(read)).containsExactly(told);
  }
}
