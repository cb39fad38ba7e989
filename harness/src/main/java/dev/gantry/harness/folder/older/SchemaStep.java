package dev.gantry.harness.folder.older;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Turns the content of a file of one schema, in place, into that of the next. */
record SchemaStep(String from, String to, Consumer<ObjectNode> change) {

  /** A key that only the next schema has; one that is there already is not of this schema. */
  static void add(ObjectNode content, String key, JsonNode value) {
    if (content.has(key)) {
      throw new IllegalArgumentException("it has '" + key + "', which came later");
    }
    content.set(key, value);
  }

  /** A key that builds wrote before the schema got its new number, and others did not. */
  static void addWhereMissing(JsonNode content, String key, JsonNode value) {
    if (content instanceof ObjectNode object && !object.has(key)) {
      object.set(key, value);
    }
  }
}
