package dev.gantry.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lays out JSON of ours: the same values give the same bytes, on every system. */
public final class JsonWriter {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

  private JsonWriter() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode list() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** On one line. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw unwritable(e);
    }
  }

  /** On many lines, for people who look into it; without an end of line behind the last. */
  public static String page(Object value) {
    try {
      return MAPPER
          .writer(new DefaultPrettyPrinter().withObjectIndenter(INDENT))
          .writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw unwritable(e);
    }
  }

  /** The same with every item of a list on a line of its own. */
  public static DefaultPrettyPrinter everyItemOnALine() {
    return new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT);
  }

  private static IllegalStateException unwritable(JsonProcessingException e) {
    return new IllegalStateException("a value of ours cannot be written as JSON", e);
  }
}
