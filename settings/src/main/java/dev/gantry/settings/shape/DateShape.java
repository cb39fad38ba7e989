package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A day, written with the year first. */
record DateShape() implements ScalarValueShape {
  @Override
  public String wanted() {
    return "a date";
  }

  @Override
  public String example() {
    return "2026-12-31";
  }

  @Override
  public Optional<Object> read(SettingsNode.Scalar scalar, BindingPlace place) {
    try {
      return Optional.of(LocalDate.parse(scalar.text()));
    } catch (DateTimeParseException e) {
      return mismatch(scalar, place);
    }
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = new SchemaPart().textLike("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example());
    return schema.put("format", "date");
  }
}
