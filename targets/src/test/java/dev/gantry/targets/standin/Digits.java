package dev.gantry.targets.standin;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as the real program prints them: six digits, whatever they stand for. */
final class Digits {
  private Digits() {}

  static String six(double value) {
    return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
