package dev.gantry.settings.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.settings.Scratch;
import dev.gantry.settings.key.MayBeEmpty;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLinesTest {
  /** A line, with a list that may say that there are none, and one that may not. */
  record Thing(
      String name,
      Optional<Integer> count,
      Optional<@MayBeEmpty List<String>> parts,
      Optional<List<String>> marks) {}

  @TempDir Path folder;
  private final List<Thing> read = new ArrayList<>();

  private List<String> told(String text) throws Exception {
    read.clear();
    Path file = Files.writeString(folder.resolve("things.jsonl"), text);
    return new RecordLines<>(Thing.class)
        .read(file, read::add).stream().map(Problem::toString).map(this::bare).toList();
  }

  private String bare(String problem) {
    return problem.replace(folder + "/things.jsonl", "");
  }

  @Test
  void every_line_becomes_a_record_and_blank_ones_are_skipped() throws Exception {
    assertThat(told("{\"name\": \"a\", \"count\": 3}\r\n\n  \n{\"name\": \"b\"}")).isEmpty();
    assertThat(read).extracting(Thing::name).containsExactly("a", "b");
    assertThat(read.get(0).count()).hasValue(3);
  }

  @Test
  void an_empty_file_has_no_records() throws Exception {
    assertThat(told("")).isEmpty();
    assertThat(read).isEmpty();
  }

  @Test
  void a_list_that_may_be_empty_says_so_and_another_may_not() throws Exception {
    assertThat(told("{\"name\": \"a\", \"parts\": []}")).isEmpty();
    assertThat(read.get(0).parts()).hasValue(List.of());
    assertThat(told("{\"name\": \"a\"}")).isEmpty();
    assertThat(read.get(0).parts()).isEmpty();
    assertThat(told("{\"name\": \"a\", \"marks\": []}"))
        .singleElement()
        .asString()
        .startsWith(":1: marks is an empty list");
    assertThat(Scratch.lines(new Scratch(folder).read(Thing.class, "name: a\nparts: []\n")))
        .as("in YAML too")
        .isEmpty();
  }

  @Test
  void good_lines_are_handed_on_though_others_are_told_with_their_numbers() throws Exception {
    assertThat(
            told(
                "{\"name\": \"a\"}\nname: b\n{\"name\": \"c\", \"colour\": 1}\n{}\n[]\n\"d\"\n7\nnull\n{\"name\": \"e\"}"))
        .hasSize(7)
        .anySatisfy(one -> assertThat(one).startsWith(":2: this line is not one JSON object"))
        .anySatisfy(one -> assertThat(one).startsWith(":3: the key 'colour' is not known"))
        .anySatisfy(one -> assertThat(one).startsWith(":4: the key 'name' is missing"));
    assertThat(read).extracting(Thing::name).containsExactly("a", "e");
  }

  @Test
  void keys_that_stand_twice_and_second_objects_are_refused() throws Exception {
    assertThat(told("{\"name\": \"a\", \"name\": \"b\"}"))
        .singleElement()
        .asString()
        .startsWith(":1: this line is not one JSON object: it has a key twice: 'name'");
    assertThat(told("{\"name\": \"a\"} {\"name\": \"b\"}"))
        .singleElement()
        .asString()
        .startsWith(":1: this line is not one JSON object");
    assertThat(read).isEmpty();
  }

  @Test
  void a_mark_at_the_start_of_the_file_is_welcome() throws Exception {
    assertThat(told("\uFEFF{\"name\": \"a\"}\n")).isEmpty();
    assertThat(read).hasSize(1);
  }

  @Test
  void a_line_of_a_mebibyte_is_read_and_a_longer_one_is_not() throws Exception {
    String start = "{\"name\": \"";
    int room = (1 << 20) - start.length() - 2;
    assertThat(told(start + "a".repeat(room) + "\"}\n")).isEmpty();
    assertThatThrownBy(() -> told(start + "a".repeat(room + 1) + "\"}\n"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(":1: this line is longer than 1 MiB");
  }

  @Test
  void a_hundred_problems_are_told_and_the_rest_counted() throws Exception {
    assertThat(told("x\n".repeat(100_000)))
        .hasSize(101)
        .last()
        .asString()
        .contains("99900 more problems are not listed");
  }

  @Test
  void a_file_that_is_missing_or_no_text_is_refused() throws Exception {
    RecordLines<Thing> lines = new RecordLines<>(Thing.class);
    assertThatThrownBy(() -> lines.read(folder.resolve("none"), read::add))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("there is no such file");
    Path latin = folder.resolve("latin");
    Files.write(latin, "{\"name\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> lines.read(latin, read::add))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is not UTF-8");
    assertThatThrownBy(() -> lines.read(folder, read::add)).isInstanceOf(RefusedException.class);
  }

  @Test
  void whatever_a_line_holds_it_is_a_record_or_a_problem_in_our_own_words() throws Exception {
    long seed = 20_261;
    Random random = new Random(seed);
    String alphabet = "{}[]\":, name1.e-+\\u\t\u0000é";
    for (int round = 0; round < 5_000; round++) {
      StringBuilder line = new StringBuilder("{\"name\": ");
      line.setLength(random.nextInt(line.length() + 1));
      for (int length = 1 + random.nextInt(20); length > 0; length--) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      List<String> problems = told(line + "x\n");
      assertThat(problems.size() + read.size()).as("seed %d: %s", seed, line).isPositive();
      assertThat(String.join("\n", problems))
          .as("seed %d: %s", seed, line)
          .doesNotContainIgnoringCase("jackson", "exception", "token", "parser");
    }
  }
}
