package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.RequiredBoards;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.util.Optional;

/** Reads how many boards of a kind must be measured: a word, or a number. */
record UnitsShape() implements ScalarValueShape {
  @Override
  public String wanted() {
    return "all, any or a number of boards";
  }

  @Override
  public String example() {
    return "any";
  }

  @Override
  public Optional<Object> read(SettingsNode.Scalar scalar, BindingPlace place) {
    try {
      return Optional.of(RequiredBoards.parse(scalar.text()));
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
