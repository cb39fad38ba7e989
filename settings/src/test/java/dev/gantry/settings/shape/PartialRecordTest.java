package dev.gantry.settings.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.settings.ReadResult;
import dev.gantry.settings.SettingsFile;
import dev.gantry.settings.key.OptionalList;
import dev.gantry.settings.key.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialRecordTest {
  @TempDir Path folder;

  record Rack(
      @PlainText String name,
      List<Board> boards,
      @OptionalList List<Precision> precisions,
      @OptionalList Map<@PlainText String, Fan> fans,
      @OptionalList Map<Precision, Quantity> shares,
      Optional<Fan> spare) {}

  record Board(@PlainText String name, int port, Optional<Boolean> quiet) {
    Board {
      if (port == 23) {
        throw new IllegalArgumentException("nobody uses telnet");
      }
    }
  }

  record Fan(int speed, Optional<Quantity> noise) {}

  private static final String HALF_WRONG =
      """
      naem: bay
      boards:
        - { name: a, port: 22, quiet: true }
        - { name: b b, port: 1, quiet: perhaps }
        - just a text
        - { name: c, port: 23 }
      precisions: [fp32, fp23, int8]
      fans:
        front: { speed: fast, noise: 3 dB }
        back door: { speed: 3 }
        back: { sped: 4 }
      shares: { fp32: 1 %, int8: much, fp23: 2 % }
      """;

  private PartialRecord<Rack> read(String text) {
    return result(text).parts();
  }

  private ReadResult<Rack> result(String text) {
    try {
      Path file = Files.writeString(folder.resolve("rack.yaml"), text);
      return new SettingsFile<>(Rack.class).read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_is_right_is_given_whatever_is_wrong_beside_it() {
    PartialRecord<Rack> rack = read(HALF_WRONG);
    List<PartialRecord<Board>> boards = rack.parts(Rack::boards);

    assertThat(result(HALF_WRONG).value()).isEmpty();
    assertThat(rack.whole()).isEmpty();
    assertThat(rack.value(Rack::name)).isEmpty();
    assertThat(boards)
        .extracting(board -> board.value(Board::name).orElse("-"))
        .containsExactly("a", "-", "-", "c");
    assertThat(boards)
        .extracting(board -> board.value(Board::port).orElse(0))
        .containsExactly(22, 1, 0, 23);
    assertThat(boards)
        .extracting(board -> board.optional(Board::quiet))
        .containsExactly(Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(boards.get(0).whole()).hasValue(new Board("a", 22, Optional.of(true)));
    assertThat(boards.get(3).whole()).as("refused by its own rule").isEmpty();
    assertThat(rack.items(Rack::precisions))
        .containsExactly(Map.entry(0, Precision.FP32), Map.entry(2, Precision.INT8));
    assertThat(rack.named(Rack::fans)).containsOnlyKeys("front", "back");
    assertThat(rack.named(Rack::fans).get("front").optional(Fan::noise))
        .hasValue(Quantity.parse("3 dB"));
    assertThat(rack.entries(Rack::shares))
        .containsExactly(Map.entry(Precision.FP32, Quantity.parse("1 %")));
    assertThat(rack.names(Rack::shares)).containsExactly(Precision.FP32, Precision.INT8);
    assertThat(rack.part(Rack::spare)).isEmpty();
  }

  @Test
  void what_is_written_is_known_though_it_is_wrong() {
    PartialRecord<Rack> rack = read(HALF_WRONG);
    PartialRecord<Board> second = rack.parts(Rack::boards).get(1);

    assertThat(rack.has(Rack::name)).isFalse();
    assertThat(rack.has(Rack::fans)).isTrue();
    assertThat(rack.fills(Rack::fans)).isTrue();
    assertThat(rack.fills(Rack::precisions)).as("a list is no mapping").isFalse();
    assertThat(second.has(Board::quiet)).isTrue();
    assertThat(second.text(Board::quiet)).hasValue("perhaps");
    assertThat(rack.parts(Rack::boards).get(2).isEmpty()).isTrue();
    assertThat(read("spare: {}").part(Rack::spare).map(PartialRecord::isEmpty)).hasValue(true);
  }

  @Test
  void every_part_knows_its_line_and_what_is_absent_the_line_of_what_should_hold_it() {
    PartialRecord<Rack> rack = read(HALF_WRONG);
    PartialRecord<Board> second = rack.parts(Rack::boards).get(1);

    assertThat(rack.line(Rack::name)).hasValue(1);
    assertThat(second.line()).hasValue(4);
    assertThat(second.line(Board::port)).hasValue(4);
    assertThat(rack.line(Rack::boards, 3)).hasValue(6);
    assertThat(rack.line(Rack::boards, 4))
        .as("an item that is absent")
        .hasValue(rack.line(Rack::boards).getAsInt());
    assertThat(rack.line(Rack::shares, Precision.INT8)).hasValue(12);
    assertThat(rack.line(Rack::fans, "back door")).hasValue(10);
    assertThat(rack.named(Rack::fans).get("back").line(Fan::speed)).hasValue(11);
    assertThat(second.problem("no such port", "Ask", Board::port))
        .hasToString(folder.resolve("rack.yaml") + ":4: no such port. Ask.");
  }

  @Test
  void a_file_that_cannot_be_parsed_has_no_parts_and_no_lines() {
    PartialRecord<Rack> rack = read("name: [");

    assertThat(rack.isEmpty()).isTrue();
    assertThat(rack.whole()).isEmpty();
    assertThat(rack.value(Rack::name)).isEmpty();
    assertThat(rack.parts(Rack::boards)).isEmpty();
    assertThat(rack.names(Rack::shares)).isEmpty();
    assertThat(rack.line(Rack::name)).isEmpty();
  }

  @Test
  void a_key_that_is_no_accessor_is_a_fault_of_ours() {
    PartialRecord<Rack> rack = read(HALF_WRONG);

    assertThatThrownBy(() -> rack.has(written -> written.name()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
