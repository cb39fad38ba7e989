package dev.gantry.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.dossier.ByteCount;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReaderTest {
  private static final JsonReader READER = new JsonReader(new ByteCount(8 << 20), "fetch it again");

  @TempDir private Path folder;

  record Pair(@JsonProperty("a") int a, @JsonProperty("b") String b) {}

  /** A text of which no part may be taken, and what is said of it. */
  @SuppressWarnings("ArrayRecordComponent") // handed to one test, never compared
  record Hostile(String name, byte[] text, String fault) {
    static Hostile of(String name, String text, String fault) {
      return new Hostile(name, text.getBytes(StandardCharsets.UTF_8), fault);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hostile> hostile() {
    return Stream.of(
        Hostile.of("empty", "", "is empty"),
        Hostile.of("blank", " \n\t ", "is empty"),
        Hostile.of("a mark alone", "\uFEFF", "is empty"),
        Hostile.of("cut in an object", "{\"a\": 1,\n \"b\"", "2: ends in the middle"),
        Hostile.of("cut in a text", "{\"a\": \"x", "ends in the middle"),
        Hostile.of("deep lists", "{\"a\":" + "[".repeat(10_000), "nested more than 64 deep"),
        Hostile.of("deep objects", "{\"a\":".repeat(10_000), "nested more than 64 deep"),
        Hostile.of("a key twice", "{\"a\": 1,\n\"a\": 2}", "2: has a key twice: 'a'"),
        Hostile.of("a key twice inside", "{\"b\": {\"a\": 1, \"a\": 1}}", "has a key twice"),
        Hostile.of("a number without end", "{\"a\": 1e999999999}", "the number 1e999999999, which"),
        Hostile.of("a number near nothing", "{\"a\": 1e-999999999}", "the number 1e-999999999"),
        Hostile.of("beyond a double", "{\"a\": 1e309}", "the number 1e309"),
        Hostile.of("many digits", "{\"a\": " + "9".repeat(500) + "}", "99999..., which"),
        Hostile.of("very many digits", "{\"a\": " + "9".repeat(100_000) + "}", "1000 digits"),
        Hostile.of("a long text", "{\"a\": \"" + "x".repeat(5 << 20) + "\"}", "more than 4194304"),
        Hostile.of("a long key", "{\"" + "x".repeat(60_000) + "\": 1}", "more than 50000"),
        Hostile.of("a word behind it", "{\"a\": 1} x", "goes on after its end"),
        Hostile.of("another object behind it", "{\"a\": 1}\n{}", "2: goes on after its end"),
        Hostile.of("a bracket too many", "{\"a\": 1}}", "goes on after its end"),
        Hostile.of("a list", "[]", "holds a list, an object is wanted"),
        Hostile.of("nothing", "null", "holds null, an object is wanted"),
        Hostile.of("a number alone", "12 ", "holds a single value, an object is wanted"),
        Hostile.of("no JSON at all", "hello", "is no JSON"),
        Hostile.of("not a number", "{\"a\": NaN}", "is no JSON"),
        Hostile.of("a comment", "{ // a\n\"a\": 1}", "is no JSON"),
        Hostile.of("a raw control", "{\"a\": \"\u0001\"}", "is no JSON"),
        new Hostile("a torn letter", bytes('{', '"', 'a', '"', ':', '"', 0xc3, '"', '}'), "UTF-8"),
        new Hostile("UTF-16", "{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE), "is no JSON"),
        new Hostile("zeros", new byte[4096], "is no JSON"));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int at = 0; at < values.length; at++) {
      bytes[at] = (byte) values[at];
    }
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void every_hostile_text_is_refused_in_a_sentence(Hostile hostile) throws IOException {
    Path file = Files.write(folder.resolve("page.json"), hostile.text());

    RefusedJsonException refused =
        catchThrowableOfType(RefusedJsonException.class, () -> READER.object(JsonInput.file(file)));

    assertThat(refused).isNotNull();
    assertThat(refused.getMessage())
        .startsWith(file + ":")
        .contains(hostile.fault())
        .endsWith(". Fetch it again.")
        .doesNotContain("\n", "fasterxml", "oken", "xception", "JSON String")
        .hasSizeLessThan(400);
    assertThat(refused.getMessage()).isEqualTo(refused.problem().toString());
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_record_or_a_list_is_refused_as_well(Hostile hostile) {
    JsonInput input = JsonInput.of("page", hostile.text());

    assertThatThrownBy(() -> READER.value(input, Pair.class))
        .isInstanceOf(RefusedJsonException.class);
    JsonInput list = JsonInput.of("page", joined("[", hostile.text(), "]"));
    // What is wrong only at the top is not wrong in a list.
    if (!List.of("is empty", "is wanted", "goes on").stream().anyMatch(hostile.fault()::contains)) {
      assertThatThrownBy(() -> READER.each(list, (item, number) -> {}))
          .isInstanceOf(RefusedJsonException.class);
      assertThatThrownBy(() -> READER.streamed(list, JsonReaderTest::walk))
          .isInstanceOf(RefusedJsonException.class);
    }
  }

  private static void walk(JsonParser parser) throws IOException {
    for (int depth = 0; ; ) {
      switch (parser.currentToken()) {
        case START_ARRAY, START_OBJECT -> depth++;
        case END_ARRAY, END_OBJECT -> depth--;
        default -> parser.getText();
      }
      if (depth == 0) {
        return;
      }
      parser.nextToken();
    }
  }

  private static byte[] joined(String start, byte[] middle, String end) {
    byte[] all = new byte[middle.length + 2];
    all[0] = (byte) start.charAt(0);
    System.arraycopy(middle, 0, all, 1, middle.length);
    all[all.length - 1] = (byte) end.charAt(0);
    return all;
  }

  @Test
  void a_text_of_100_megabytes_costs_no_more_than_the_most_that_is_read() throws IOException {
    Path file = folder.resolve("large.json");
    try (var stream = Files.newOutputStream(file)) {
      stream.write("{\"a\": \"".getBytes(StandardCharsets.UTF_8));
      byte[] part = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int times = 0; times < 100; times++) {
        stream.write(part);
      }
      stream.write("\"}".getBytes(StandardCharsets.UTF_8));
    }
    JsonReader wide = new JsonReader(new ByteCount(1L << 30), "fetch it again");

    assertThatThrownBy(() -> wide.object(JsonInput.file(file)))
        .hasMessageContaining("holds a text of more than 4194304 letters");
    assertThatThrownBy(
            () -> new JsonReader(new ByteCount(1 << 10), "").object(JsonInput.file(file)))
        .hasMessageContaining("is larger than 1.0 KiB");
    assertThatThrownBy(
            () ->
                new JsonReader(new ByteCount(1 << 10), "")
                    .object(JsonInput.of("text", "{" + " ".repeat(2_000) + "}")))
        .hasMessageContaining("is larger than 1.0 KiB");
  }

  @Test
  void more_values_than_memory_is_kept_for_are_held_by_nobody_and_streamed_by_anybody()
      throws IOException {
    String many = "0,".repeat(JsonReader.MOST_HELD) + "0";
    JsonReader wide = new JsonReader(new ByteCount(1L << 30), "fetch it again");

    assertThatThrownBy(() -> wide.object(JsonInput.of("many", "{\"a\": [" + many + "]}")))
        .hasMessageContaining("holds more than 8000000 keys and values");
    assertThat(wide.each(JsonInput.of("many", "[" + many + "]"), (item, number) -> {}))
        .isEqualTo(JsonReader.MOST_HELD + 1);
  }

  @Test
  void what_is_whole_is_read_exactly() throws IOException {
    JsonNode read =
        READER.object(
            JsonInput.of(
                "page",
                "\uFEFF{\"a\": 0.1000000000000000000000000001, \"b\": 1e-300, \"c\": 1.0}"));

    assertThat(read.path("a").decimalValue())
        .isEqualTo(new BigDecimal("0.1000000000000000000000000001"));
    assertThat(read.path("b").doubleValue()).isEqualTo(1e-300);
    assertThat(read.path("c").asText()).isEqualTo("1.0");
    assertThat(READER.value(JsonInput.of("page", "{\"a\": 1, \"b\": \"x\"}"), Pair.class))
        .isEqualTo(new Pair(1, "x"));
  }

  @Test
  void items_come_one_by_one_and_what_their_taker_throws_stays_as_it_is() throws IOException {
    List<String> seen = new ArrayList<>();
    JsonInput input = JsonInput.of("list", "[{\"a\": 1}, [2], \"x\"]");

    assertThat(READER.each(input, (item, number) -> seen.add(number + " " + item))).isEqualTo(3);
    assertThat(seen).containsExactly("1 {\"a\":1}", "2 [2]", "3 \"x\"");
    IOException own = new IOException("of the taker");
    assertThatThrownBy(
            () ->
                READER.each(
                    input,
                    (item, number) -> {
                      throw own;
                    }))
        .isSameAs(own);
    assertThat(READER.each(JsonInput.of("list", "[]"), (item, number) -> {})).isZero();
  }

  @Test
  void a_record_says_which_of_its_values_does_not_fit() {
    JsonReader open = new JsonReader(new ByteCount(1 << 10), "", JsonLeniency.OTHER_KEYS);
    JsonInput other = JsonInput.of("pair", "{\"a\": 1, \"b\": \"x\", \"c\": 1}");

    assertThatThrownBy(
            () -> READER.value(JsonInput.of("pair", "{\"a\": [], \"b\": \"x\"}"), Pair.class))
        .hasMessageContaining("pair:1: does not fit at /a");
    assertThatThrownBy(() -> READER.value(other, Pair.class))
        .hasMessageContaining("does not fit at /c");
    assertThatThrownBy(
            () -> READER.value(JsonInput.of("pair", "{\"a\": 1, \"b\": null}"), Pair.class))
        .hasMessageContaining("does not fit at /b");
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> open.value(other, Pair.class)))
        .isNull();
  }

  @Test
  void what_a_tool_gets_wrong_is_read_only_where_it_is_allowed() throws IOException {
    JsonReader lenient =
        new JsonReader(
            new ByteCount(1 << 10),
            "",
            JsonLeniency.NOT_A_NUMBER,
            JsonLeniency.RAW_CONTROLS,
            JsonLeniency.REPEATED_KEYS);

    JsonNode read =
        lenient.object(
            JsonInput.of(
                "page", "{\"a\": NaN, \"b\": -Infinity, \"c\": \"\u001e\", \"d\": 1, \"d\": 2}"));

    assertThat(read.path("a").doubleValue()).isNaN();
    assertThat(read.path("b").doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(read.path("c").asText()).isEqualTo("\u001e");
    assertThat(read.path("d").intValue()).isEqualTo(2);
  }

  @Test
  void a_file_that_is_not_there_or_a_folder_is_told_like_any_other() {
    assertThatThrownBy(() -> READER.object(JsonInput.file(folder.resolve("none"))))
        .isInstanceOf(RefusedJsonException.class)
        .hasMessageContaining("none: is not there. Fetch it again.");
    assertThatThrownBy(() -> READER.object(JsonInput.file(folder)))
        .isInstanceOf(RefusedJsonException.class)
        .hasMessageContaining("cannot be read");
  }
}
