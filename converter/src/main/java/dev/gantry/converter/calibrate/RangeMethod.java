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

  TensorBounds asymmetric(Histogram seen);

  /**
   * Reads {@code max}, {@code percentile}, {@code percentile:99.9}, {@code mse}, {@code entropy}.
   */
  static RangeMethod parse(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    if (wanted.startsWith(PercentileRange.NAME + ":")) {
      String number = wanted.substring(PercentileRange.NAME.length() + 1);
      try {
        return new PercentileRange(Double.parseDouble(number));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("'" + number + "' is not a percentage" + known(), e);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(e.getMessage() + known(), e);
      }
    }
    return switch (wanted) {
      case FullRange.NAME -> new FullRange();
      case PercentileRange.NAME -> new PercentileRange(PercentileRange.USUAL);
      case LeastErrorRange.NAME -> new LeastErrorRange();
      case EntropyRange.NAME -> new EntropyRange();
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' is no method of choosing ranges" + known());
    };
  }

  private static String known() {
    return "; known: max, percentile, percentile:NUMBER, mse, entropy";
  }
}
