package dev.gantry.reports.ledger;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the numbers of every report: with few digits, but never so few that they mislead. */
public final class ReportFigures {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ReportFigures() {}

  public static String digits(double value, int significant) {
    if (Double.isInfinite(value) || Double.isNaN(value)) {
      return Double.toString(value);
    }
    BigDecimal whole = new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN);
    // 1234.5 at three digits is 1235, not 1230: digits before the point are never invented zeros.
    if (whole.precision() >= significant && whole.signum() != 0) {
      return whole.toPlainString();
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(significant));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  public static String of(Quantity quantity) {
    if (quantity.unit() == Unit.ONE || Double.isInfinite(quantity.value())) {
      return quantity.toString();
    }
    return digits(quantity.value(), 4) + " " + quantity.unit().symbol();
  }

  /** With the sign that people write: {@code ≤ 12 ms}. */
  public static String of(Limit limit) {
    return (limit.relation() == Limit.Relation.AT_MOST ? "≤ " : "≥ ") + limit.bound();
  }

  /** In the unit of the limit, and with as many digits as it takes to tell the two apart. */
  public static String beside(Quantity measured, Limit limit) {
    Unit unit = limit.bound().unit();
    boolean comparable = measured.unit().dimension() == unit.dimension();
    Quantity shown = comparable ? measured.in(unit) : measured;
    String few = of(shown);
    if (!few.equals(of(limit.bound())) || shown.value() == limit.bound().value()) {
      return few;
    }
    String many = shown.toString();
    return many.equals(limit.bound().toString())
        ? shown.value() + (unit == Unit.ONE ? "" : " " + unit.symbol())
        : many;
  }

  public static String percent(double share) {
    return digits(share * 100, 4) + " %";
  }

  public static String of(Duration time) {
    double seconds = time.toNanos() / 1e9;
    if (seconds >= 120) {
      return time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
    if (seconds >= 1) {
      return column(seconds) + " s";
    }
    return seconds >= 1e-3 ? column(seconds * 1e3) + " ms" : column(seconds * 1e6) + " µs";
  }

  // Times stand below each other in columns, where 13.0 and 7.61 compare better than 13 and 7.61.
  private static String column(double value) {
    int decimals = value >= 100 || value == 0 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  public static String of(Instant moment) {
    return CLOCK.format(moment);
  }

  /** {@code 1 finding}, {@code 2 findings}. */
  public static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
