package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Quantity;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.util.Optional;

/** A number with its unit. */
record QuantityShape(QuantityRange measure) implements ScalarValueShape {
  @Override
  public String wanted() {
    return measure.wanted();
  }

  @Override
  public String example() {
    return "'" + measure.example() + "'";
  }

  @Override
  public Optional<Object> read(SettingsNode.Scalar scalar, BindingPlace place) {
    Quantity quantity;
    try {
      quantity = Quantity.parse(scalar.text());
    } catch (IllegalArgumentException e) {
      return mismatch(scalar, place);
    }
    Optional<String> objection = measure.objection(quantity);
    if (objection.isPresent()) {
      place.wrong(scalar, place.in(scalar) + " " + objection.get(), "Write it like " + example());
      return Optional.empty();
    }
    return Optional.of(quantity);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema =
        new SchemaPart().textLike("^\\s*" + measure.pattern() + "\\s*$", measure.example());
    if (measure.bare()) {
      schema.putArray("type").add("string").add("number");
    }
    return schema;
  }
}
