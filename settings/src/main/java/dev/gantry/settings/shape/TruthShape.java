package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.util.Optional;

/** True or false, in these words only: the other words of YAML mean a text to newer readers. */
record TruthShape() implements ScalarValueShape {
  @Override
  public String wanted() {
    return "true or false";
  }

  @Override
  public String example() {
    return "true";
  }

  @Override
  public Optional<Object> read(SettingsNode.Scalar scalar, BindingPlace place) {
    boolean plain = scalar.sort() == SettingsNode.Sort.TRUTH;
    if (plain && (scalar.text().equals("true") || scalar.text().equals("false"))) {
      return Optional.of(scalar.text().equals("true"));
    }
    return mismatch(scalar, place);
  }

  @Override
  public ObjectNode schema() {
    return new SchemaPart().ofType("boolean");
  }
}
