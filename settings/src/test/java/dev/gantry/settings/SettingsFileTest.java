package dev.gantry.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.RefusedException;
import dev.gantry.settings.key.DistinctItems;
import dev.gantry.settings.key.PlainText;
import dev.gantry.settings.tree.BaseFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SettingsFileTest {
  @TempDir Path folder;
  private Scratch scratch;

  @BeforeEach
  void open() {
    scratch = new Scratch(folder);
  }

  @Test
  void every_kind_of_value_is_bound() throws RefusedException {
    Everything bound = scratch.read(Everything.class, Everything.TEXT).orRefuse();

    assertThat(bound.text()).as("a number is a text where a text is wanted").isEqualTo("6.20");
    assertThat(bound.whole()).isEqualTo(4);
    assertThat(bound.large()).isEqualTo(9_000_000_000L);
    assertThat(bound.number()).isEqualTo(0.001);
    assertThat(bound.truth()).isTrue();
    assertThat(bound.day()).isEqualTo(LocalDate.of(2026, 12, 31));
    assertThat(bound.path()).hasToString("~/models/a.onnx");
    assertThat(bound.duration()).isEqualTo(Duration.ofMinutes(1));
    assertThat(bound.quantity()).isEqualTo(Quantity.parse("12 ms"));
    assertThat(bound.limit()).isEqualTo(Limit.parse(">= 20 dB"));
    assertThat(bound.precision()).isEqualTo(Precision.INT8_FP16);
    assertThat(bound.list())
        .containsExactly(
            new Everything.Part("first", Optional.of(2)),
            new Everything.Part("second", Optional.empty()));
    assertThat(new ArrayList<>(bound.byName().keySet())).containsExactly("night", "2026.1");
    assertThat(bound.byPrecision()).containsOnlyKeys(Precision.INT8);
    assertThat(bound.optional()).isEmpty();
    assertThat(bound.omittable()).isEmpty();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvFileSource(
      resources = "slips.txt",
      delimiter = '|',
      quoteCharacter = '`',
      maxCharsPerColumn = 1000)
  void a_slip_is_told_with_its_line_and_the_cure(String good, String bad, String told) {
    assertThat(Everything.TEXT).contains(good);
    ReadResult<Everything> read =
        scratch.read(Everything.class, Everything.TEXT.replace(good, bad));

    assertThat(Scratch.lines(read).stream().map(String::strip)).containsExactly(told);
    assertThat(read.value()).isEmpty();
  }

  @Test
  void lists_that_are_empty_or_say_a_thing_twice_are_refused() {
    ReadResult<Everything> empty =
        scratch.read(Everything.class, Everything.TEXT + "omittable: []\n");
    ReadResult<Everything> twice =
        scratch.read(Everything.class, Everything.TEXT + "omittable: [fp16, int8, fp16]\n");

    assertThat(Scratch.lines(empty))
        .containsExactly("21: omittable is an empty list. Fill it, or remove the key");
    assertThat(Scratch.lines(twice))
        .containsExactly(
            "21: the 'fp16' stands twice in omittable, on line 21 and 21."
                + " Remove or rename one of them");
  }

  record Named(@PlainText String name, String note) {}

  record Names(
      @DistinctItems(by = "name") List<Named> list,
      @DistinctItems List<@PlainText String> bare,
      @DistinctItems List<String> texts,
      Map<@PlainText String, String> map) {}

  @Test
  void plain_names_that_differ_in_case_only_are_refused_with_both_lines() {
    ReadResult<Names> read =
        scratch.read(
            Names.class,
            """
            list:
              - { name: net, note: a }
              - { name: Net, note: A }
            bare: [orin, ORIN]
            texts: [a text, A text]
            map:
              cpu: x
              CPU: X
            """);

    String why = ": names become files, and some disks take these two for one. Rename one of them";
    assertThat(Scratch.lines(read))
        .containsExactly(
            "3: the name 'Net' differs from 'net' in case only, in list, on line 2 and 3" + why,
            "4: the 'ORIN' differs from 'orin' in case only, in bare, on line 4 and 4" + why,
            "8: the key 'CPU' differs from 'cpu' in case only, in map, on line 7 and 8" + why);
  }

  @Test
  void all_problems_are_told_at_once_in_the_order_of_the_lines() {
    ReadResult<Everything> read =
        scratch.read(Everything.class, "omittable: [x]\nwhole: a\nlist: 3\n");

    assertThat(read.problems()).hasSize(3 + 15);
    assertThat(read.problems().stream().map(problem -> problem.line().orElse(0))).isSorted();
  }

  @Test
  void a_thousand_slips_are_not_all_told() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append("unheard-of-").append(i).append(": 1\n");
    }
    ReadResult<Everything> read = scratch.read(Everything.class, text.toString());

    assertThat(read.problems()).hasSize(101);
    assertThat(read.problems().get(100).what()).endsWith("more problems are not listed");
  }

  @Test
  void a_value_with_problems_is_refused_with_all_of_them() {
    ReadResult<Everything> read = scratch.read(Everything.class, Everything.TEXT);
    ReadResult<Everything> doubted =
        read.with(List.of(read.parts().problem("no such file", "Make it", Everything::path)));

    assertThat(doubted.value()).isPresent();
    assertThatThrownBy(doubted::orRefuse)
        .isInstanceOf(RefusedException.class)
        .hasMessageEndingWith("some.yaml:9: no such file. Make it.");
  }

  @Test
  void paths_start_at_the_folder_of_the_file_or_at_home() {
    BaseFolder start = new BaseFolder(Path.of("/release"), Path.of("/at-home"));

    assertThat(start.resolve(Path.of("models/../sets/a"))).isEqualTo(Path.of("/release/sets/a"));
    assertThat(start.resolve(Path.of("/abs"))).isEqualTo(Path.of("/abs"));
    assertThat(start.resolve(Path.of("~/.ssh/key"))).isEqualTo(Path.of("/at-home/.ssh/key"));
    assertThat(start.resolve(Path.of("~"))).isEqualTo(Path.of("/at-home"));
    assertThat(scratch.read(Everything.class, Everything.TEXT).folder().folder()).isEqualTo(folder);
  }
}
