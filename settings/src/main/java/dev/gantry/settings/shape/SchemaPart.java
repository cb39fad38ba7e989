package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The beginnings of JSON Schema that several shapes share. */
record SchemaPart() {
  ObjectNode ofType(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  /** A text; YAML hands 6.2 and yes over as a number and a truth, and they are welcome as texts. */
  ObjectNode text() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putArray("type").add("string").add("number").add("boolean");
    return node;
  }

  ObjectNode textLike(String pattern, String example) {
    ObjectNode node = ofType("string").put("pattern", pattern);
    node.putArray("examples").add(example);
    return node;
  }
}
