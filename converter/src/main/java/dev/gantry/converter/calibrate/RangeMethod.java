package dev.gantry.converter.calibrate;

import java.util.Locale;

/** Chooses the range of a tensor from the values that were seen in it. */
public interface RangeMethod {
  /** As people write it; {@link #parse} reads it again. */
  String label();

  /** False where least and most are enough, and counting values would be time lost. */
  boolean needsBins();

  /** The distance from zero beyond which values are clipped. */
  float symmetric(Histogram seen);

  Bounds asymmetric(Histogram seen);

  /**
   * Reads {@code max}, {@code percentile}, {@code percentile:99.9}, {@code mse}, {@code entropy}.
   */
  static RangeMethod parse(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    if (wanted.startsWith(Percentile.NAME + ":")) {
      String number = wanted.substring(Percentile.NAME.length() + 1);
      try {
        return new Percentile(Double.parseDouble(number));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("'" + number + "' is not a percentage" + known(), e);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(e.getMessage() + known(), e);
      }
    }
    return switch (wanted) {
      case Extremes.NAME -> new Extremes();
      case Percentile.NAME -> new Percentile(Percentile.USUAL);
      case LeastError.NAME -> new LeastError();
      case Entropy.NAME -> new Entropy();
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' is no method of choosing ranges" + known());
    };
  }

  private static String known() {
    return "; known: max, percentile, percentile:NUMBER, mse, entropy";
  }
}
