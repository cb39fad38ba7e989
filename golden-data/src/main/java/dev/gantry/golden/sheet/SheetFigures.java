package dev.gantry.golden.sheet;

import dev.gantry.dossier.tensor.TensorSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Numbers as people read them. */
final class SheetFigures {
  private static final int SHARE = 100;

  private SheetFigures() {}

  /** Four digits that count, without an exponent where that is short. */
  static String number(double value) {
    double size = Math.abs(value);
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    if (size >= 1e6 || size < 1e-4) {
      return String.format(Locale.ROOT, "%.3g", value).replace("-", "\u2212");
    }
    return new BigDecimal(value)
        .round(new MathContext(4))
        .stripTrailingZeros()
        .toPlainString()
        .replace("-", "\u2212");
  }

  /** Up to two digits after the point: a hundredth of a pixel is seen by nobody. */
  static String coordinate(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    text = text.endsWith("0") ? text.substring(0, text.length() - 1) : text;
    text = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    return text.equals("-0") ? "0" : text;
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202F');
  }

  static String counted(long count, String noun) {
    return count(count) + " " + (count == 1 ? noun : plural(noun));
  }

  static String plural(String noun) {
    return noun.endsWith("x") || noun.endsWith("s") ? noun + "es" : noun + "s";
  }

  static String share(double share) {
    double percent = share * SHARE;
    return percent > 0 && percent < 1 ? "< 1 %" : String.format(Locale.ROOT, "%.0f %%", percent);
  }

  static String metric(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "\u2013";
  }

  static String shape(TensorSpec spec) {
    return shape(spec.shape());
  }

  static String shape(List<Long> shape) {
    return shape.isEmpty()
        ? "a single number"
        : shape.stream()
            .map(extent -> extent < 0 ? "?" : extent.toString())
            .collect(Collectors.joining(" \u00D7 "));
  }
}
