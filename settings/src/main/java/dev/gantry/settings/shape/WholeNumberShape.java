package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** A whole number in decimal digits; YAML's octal, hexadecimal and clock forms are refused. */
record WholeNumberShape(Class<?> type, NumberInterval interval) implements ScalarValueShape {
  private static final Pattern DIGITS = Pattern.compile("-?(0|[1-9][0-9]{0,18})");

  @Override
  public String wanted() {
    return "a whole number";
  }

  @Override
  public String example() {
    return "4";
  }

  @Override
  public Optional<Object> read(SettingsNode.Scalar scalar, BindingPlace place) {
    if (scalar.sort() != SettingsNode.Sort.NUMBER || !DIGITS.matcher(scalar.text()).matches()) {
      return mismatch(scalar, place);
    }
    BigInteger number = new BigInteger(scalar.text());
    if (!interval.holds(number.doubleValue()) || number.bitLength() >= bits()) {
      place.wrong(scalar, place.in(scalar) + " is out of range", "It is " + interval.words(""));
      return Optional.empty();
    }
    return Optional.of(bits() == 32 ? (Object) number.intValueExact() : number.longValueExact());
  }

  private int bits() {
    return type == int.class || type == Integer.class ? 32 : 64;
  }

  @Override
  public ObjectNode schema() {
    return interval.narrow(new SchemaPart().ofType("integer"));
  }
}
