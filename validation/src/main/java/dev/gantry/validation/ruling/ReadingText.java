package dev.gantry.validation.ruling;

import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** A measured quantity as people read it beside its limit. */
public final class ReadingText {
  private static final int DIGITS = 4;
  private static final int MOST_DIGITS = 12;

  private static final List<Unit> EVERYDAY =
      List.of(
          Unit.SECOND,
          Unit.MILLISECOND,
          Unit.MICROSECOND,
          Unit.NANOSECOND,
          Unit.GIBIBYTE,
          Unit.MEBIBYTE,
          Unit.KIBIBYTE,
          Unit.BYTE);

  private ReadingText() {}

  /**
   * The measured value in the unit of its limit, without the noise of conversion: 19 rows of 20 are
   * the 95 % that the limit says, not 94.99999999999999 %.
   */
  public static Quantity measured(double value, Unit unit, Quantity bound) {
    Quantity converted = new Quantity(value, unit).in(bound.unit());
    return new Quantity(rounded(converted.value(), MOST_DIGITS).doubleValue(), bound.unit());
  }

  /** With more digits where four would make it look equal to a bound that it is not equal to. */
  public static String beside(Quantity measured, Quantity bound) {
    Quantity shown = readable(measured, bound);
    for (int digits = DIGITS; digits < MOST_DIGITS; digits++) {
      String text = text(shown, digits);
      if (!text.equals(text(bound, MOST_DIGITS)) || measured.equals(bound)) {
        return text;
      }
    }
    return text(shown, MOST_DIGITS);
  }

  /** A share as people say how sure they are: {@code 99 %}, {@code 99.9 %}. */
  public static String share(double share) {
    return text(new Quantity(share * 100, Unit.PERCENT), DIGITS + 2);
  }

  private static Quantity readable(Quantity measured, Quantity bound) {
    Quantity alike = measured.in(bound.unit());
    double size = Math.abs(alike.value());
    if (size == 0 || (size >= 0.1 && size < 10_000)) {
      return alike;
    }
    return EVERYDAY.stream()
        .filter(unit -> unit.dimension() == bound.unit().dimension())
        .map(alike::in)
        .filter(candidate -> Math.abs(candidate.value()) >= 1)
        .findFirst()
        .orElse(alike);
  }

  private static String text(Quantity quantity, int digits) {
    BigDecimal number = rounded(quantity.value(), digits);
    boolean plain = number.signum() == 0 || (number.scale() < 12 && number.precision() < 16);
    String text = plain ? number.toPlainString() : number.toString();
    return quantity.unit() == Unit.ONE ? text : text + " " + quantity.unit().symbol();
  }

  private static BigDecimal rounded(double value, int digits) {
    return new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
  }
}
