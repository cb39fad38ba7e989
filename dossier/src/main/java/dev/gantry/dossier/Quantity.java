package dev.gantry.dossier;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number with its unit, as people say it: {@code 12 ms}, {@code 20 dB}, {@code 0.1 %}. */
public record Quantity(double value, Unit unit) {
  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)\\s*(\\S*)");

  public Quantity {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("a quantity is never NaN: what is unknown is absent");
    }
  }

  public static Quantity parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a number with a unit; write it like '12 ms' or '512 MiB'");
    }
    Unit unit =
        Unit.ofSymbol(matcher.group(2))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'" + matcher.group(2) + "' in '" + text + "' is not a known unit"));
    return new Quantity(Double.parseDouble(matcher.group(1)), unit);
  }

  public Quantity in(Unit other) {
    if (other.dimension() != unit.dimension()) {
      throw new IllegalArgumentException("cannot express " + this + " in '" + other.symbol() + "'");
    }
    return other == unit ? this : new Quantity(value * unit.size() / other.size(), other);
  }

  /** The value in the plain unit of its dimension: seconds, bytes, decibels, ratio, hertz. */
  public double plain() {
    return value * unit.size();
  }

  @Override
  public String toString() {
    String number =
        Double.isInfinite(value)
            ? (value > 0 ? "infinite" : "-infinite")
            : new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
    return unit == Unit.ONE ? number : number + " " + unit.symbol();
  }
}
