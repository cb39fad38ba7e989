package dev.gantry.settings;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Units;
import java.util.Optional;

/** How many boards of a kind: a word, or a number. */
record UnitsShape() implements ScalarShape {
  @Override
  public String wanted() {
    return "all, any or a number of boards";
  }

  @Override
  public String example() {
    return "any";
  }

  @Override
  public Optional<Object> read(Node.Scalar scalar, Place place) {
    try {
      return Optional.of(Units.parse(scalar.text()));
    } catch (IllegalArgumentException e) {
      return mismatch(scalar, place);
    }
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("anyOf").addObject().putArray("enum").add("all").add("any");
    schema.withArray("/anyOf").addObject().put("type", "integer").put("minimum", 1);
    return schema;
  }
}
