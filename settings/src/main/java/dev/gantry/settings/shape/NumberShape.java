package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** A number without a unit. */
record NumberShape(NumberInterval interval) implements ScalarValueShape {
  private static final Pattern FORM =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]+)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

  @Override
  public String wanted() {
    return "a number";
  }

  @Override
  public String example() {
    return "0.5";
  }

  @Override
  public Optional<Object> read(SettingsNode.Scalar scalar, BindingPlace place) {
    // YAML 1.1 takes 1e-3 for a text, since it has no dot: the form decides, not the sort.
    if (!FORM.matcher(scalar.text()).matches()) {
      return mismatch(scalar, place);
    }
    double number = Double.parseDouble(scalar.text());
    if (Double.isInfinite(number) || !interval.holds(number)) {
      place.wrong(scalar, place.in(scalar) + " is out of range", "It is " + interval.words(""));
      return Optional.empty();
    }
    return Optional.of(number);
  }

  @Override
  public ObjectNode schema() {
    return interval.narrow(new SchemaPart().ofType("number"));
  }
}
