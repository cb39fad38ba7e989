package dev.gantry.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gantry.settings.tree.SourceText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFileTest {
  /** A file of one key. */
  record Note(String text) {}

  @TempDir Path folder;
  private Scratch scratch;

  @BeforeEach
  void open() {
    scratch = new Scratch(folder);
  }

  private List<String> told(String text) {
    return told(text.getBytes(UTF_8));
  }

  private List<String> told(byte[] bytes) {
    Path file = scratch.file(bytes);
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> Scratch.lines(new SettingsFile<>(Note.class).read(file)));
  }

  @Test
  void an_alias_bomb_is_told_and_never_unfolded() {
    StringBuilder bomb = new StringBuilder("text: &a0 [x]\n");
    for (int i = 1; i < 30; i++) {
      String again = "*a" + (i - 1);
      bomb.append("k" + i + ": &a" + i + " [" + again + ", " + again + ", " + again + "]\n");
    }

    assertThat(told(bomb.toString()))
        .contains(
            "1: the anchor '&a0' is not followed here."
                + " Write the value where it is needed, or put a text that starts with '&' in"
                + " quotes",
            "2: the alias '*a0' is not followed here."
                + " Write the value out, or put a text that starts with '*' in quotes")
        .hasSizeLessThan(200);
  }

  @Test
  void a_hundred_thousand_brackets_are_refused_early() {
    String refusal = "1: is nested more than 32 deep. Check the brackets";

    assertThat(told("[".repeat(100_000))).containsExactly(refusal);
    assertThat(told("{a: ".repeat(100_000))).containsExactly(refusal);
    assertThat(told("- ".repeat(100_000))).containsExactly(refusal);
    assertThat(told("? ".repeat(100_000))).hasSize(1);
  }

  @Test
  void a_huge_file_is_refused_whatever_it_holds() {
    byte[] spaces = new byte[SourceText.LARGEST + 1];
    Arrays.fill(spaces, (byte) ' ');

    assertThat(told(spaces))
        .containsExactly("is larger than 4 MiB. Files that people write are a few kilobytes");
  }

  @Test
  void the_largest_file_allowed_is_read_to_its_end() {
    String start = "text: ok\n";
    String end = "\nmore: 1\n";
    String filler = "#".repeat(99) + "\n";
    int fillers = (SourceText.LARGEST - start.length() - end.length()) / filler.length();

    assertThat(told(start + filler.repeat(fillers) + end))
        .singleElement()
        .asString()
        .startsWith(fillers + 3 + ": the key 'more' is not known");
  }

  @Test
  void bytes_that_are_no_text_are_refused_with_their_line() {
    byte[] latin = "text: ok\nmore: caf\u00e9\n".getBytes(ISO_8859_1);

    assertThat(told(new byte[] {'a', '\n', 0, 1, 2}))
        .containsExactly("2: this is not a text file: it holds zero bytes. Name a YAML file");
    assertThat(told(latin)).containsExactly("2: a byte here is not UTF-8. Save the file as UTF-8");
    assertThat(told(new byte[] {'a', (byte) 0xC3}))
        .containsExactly("1: a byte here is not UTF-8. Save the file as UTF-8");
    assertThat(told("text: ok".getBytes(UTF_16)))
        .containsExactly("is written in UTF-16. Save it as UTF-8");
    assertThat(told("text: a\u001b[2J\n"))
        .containsExactly("1: the invisible character U+001B is here. Remove it");
    assertThat(told("# a comment\u2028text: hidden\n"))
        .containsExactly("1: the invisible character U+2028 is here. Remove it");
  }

  @Test
  void files_that_are_not_there_or_not_files_are_told_apart() {
    SettingsFile<Note> notes = new SettingsFile<>(Note.class);

    assertThat(Scratch.lines(notes.read(folder.resolve("none.yaml"))))
        .containsExactly("there is no such file. Check the path");
    assertThat(Scratch.lines(notes.read(folder)))
        .containsExactly("is a directory, not a file. Name the YAML file in it");
    assertThat(notes.read(Path.of("none.yaml")).problems().get(0))
        .as("the path as it was given")
        .hasToString("none.yaml: there is no such file. Check the path.");
  }

  @Test
  void a_file_without_a_value_is_empty() {
    for (String nothing : List.of("", "\n\n", "# only a comment\n", "---\n", "~\n", "\uFEFF")) {
      assertThat(told(nothing)).containsExactly("is empty. Nothing can be read here");
    }
  }

  @Test
  void a_byte_order_mark_and_the_line_ends_of_other_systems_are_welcome() {
    assertThat(told("\uFEFFtext: ok\r\n")).isEmpty();
    assertThat(told("# c\r\n\r\ntext: ok\r\nmore: 1\r\n"))
        .singleElement()
        .asString()
        .startsWith("4: the key 'more' is not known");
    assertThat(told("# c\r\rtext: ok\rmore: 1\r")).singleElement().asString().startsWith("4: ");
  }

  @Test
  void tabs_are_refused_where_they_indent_and_nowhere_else() {
    assertThat(told("text:\n\tdeep: 1\n"))
        .containsExactly("2: this line is indented with a tab. Indent with spaces");
    assertThat(told("text: 'a\tb' # c\td\n")).isEmpty();
    assertThat(told("text: 'a'\t# c\n")).hasSize(1);
  }

  @Test
  void keys_that_stand_twice_are_told_with_both_lines() {
    assertThat(told("text: a\n\ntext: b\n"))
        .containsExactly("3: the key 'text' stands twice, on line 1 and 3. Remove one of them");
  }

  @Test
  void merge_keys_tags_and_second_documents_are_not_followed() {
    assertThat(told("<<: { text: a }\ntext: b\n"))
        .containsExactly("1: the merge key '<<' is not followed here. Write the keys out");
    assertThat(told("text: !!javax.script.ScriptEngineManager [a]\n"))
        .first()
        .asString()
        .startsWith("1: the tag '!tag:yaml.org,2002:javax.script.ScriptEngineManager' is not");
    assertThat(told("text: !secret a\n")).first().asString().startsWith("1: the tag '!secret'");
    assertThat(told("text: !!binary x\n")).hasSize(1);
    assertThat(told("text: a\n---\ntext: b\n"))
        .containsExactly(
            "3: a second document starts here. Keep one document in a file, without '---'");
    assertThat(told("---\ntext: a\n...\n")).isEmpty();
  }

  @Test
  void a_root_that_is_no_mapping_is_told() {
    assertThat(told("just words\n"))
        .containsExactly("1: 'just words' in the file is not a mapping. Write it like 'text: …'");
    assertThat(told("- a\n"))
        .containsExactly(
            "1: the file is a list; here a mapping is wanted. Write it like 'text: …'");
  }

  @Test
  void whatever_the_bytes_reading_ends_with_a_value_or_a_reason() {
    long seed = 20_261_120;
    Random random = new Random(seed);
    String alphabet = "ab: \n-[]{}&*!|>'\"%@`#,?<~0\\\t";
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      ReadResult<Note> read = scratch.read(Note.class, text.toString());
      assertThat(read.value().isPresent() || !read.problems().isEmpty())
          .as("seed %d, round %d: %s", seed, round, text)
          .isTrue();
      assertThat(String.join("\n", Scratch.lines(read)))
          .as("seed %d, round %d: %s", seed, round, text)
          .doesNotContainIgnoringCase("snakeyaml", "jackson", "exception", "token", "while ");
    }
  }
}
