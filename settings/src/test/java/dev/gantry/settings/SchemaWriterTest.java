package dev.gantry.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.dossier.PlainName;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaWriterTest {
  private final String text = new SchemaWriter("Everything", Everything.class).text();

  private JsonNode schema() throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void the_same_record_gives_the_same_text() {
    assertThat(new SchemaWriter("Everything", Everything.class).text()).isEqualTo(text);
    assertThat(text).doesNotContain("\r").endsWith("}\n");
  }

  @Test
  void keys_are_those_of_the_reader() throws IOException {
    JsonNode properties = schema().get("properties");

    assertThat(properties.has("by-precision")).isTrue();
    assertThat(properties.has("for")).isTrue();
    assertThat(schema().get("additionalProperties").booleanValue()).isFalse();
    assertThat(schema().get("required"))
        .extracting(JsonNode::textValue)
        .contains("text", "list")
        .doesNotContain("optional", "omittable");
    assertThat(properties.at("/nested/description").textValue()).isEqualTo("A part");
  }

  @Test
  void patterns_take_what_the_reader_takes_and_refuse_what_it_refuses() throws IOException {
    JsonNode properties = schema().get("properties");

    assertPattern(
        properties.get("for"), List.of("12 ms", "1.5e3us", " 3 µs "), List.of("12", "3 dB", "x"));
    assertPattern(
        properties.get("limit"), List.of(">= 20 dB", ">=20dB"), List.of("<= 20 dB", ">= 20"));
    assertPattern(
        properties.at("/by-name/additionalProperties"), List.of("3 pt", ".5%"), List.of("3"));
    assertPattern(
        properties.get("plain-name"), List.of("a", "orin-nx_2.b"), List.of("", "-a", "a/b"));
    assertPattern(properties.get("word"), List.of("gantry@bastion"), List.of("", "-o", "a b"));
  }

  @Test
  void the_pattern_of_a_plain_name_is_the_rule_of_the_dossier() throws IOException {
    String pattern = schema().at("/properties/plain-name/pattern").textValue();
    for (String name :
        List.of("", "a", "-a", ".a", "a.b", "é", "a b", "x".repeat(64), "x".repeat(65))) {
      assertThat(name.matches(pattern)).as(name).isEqualTo(PlainName.isPlain(name));
    }
  }

  private static void assertPattern(JsonNode part, List<String> taken, List<String> refused) {
    String pattern = part.get("pattern").textValue();
    assertThat(taken).allMatch(text -> text.matches(pattern));
    assertThat(refused).noneMatch(text -> text.matches(pattern));
  }
}
