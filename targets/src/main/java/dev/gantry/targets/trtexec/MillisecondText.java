package dev.gantry.targets.trtexec;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The decimals that trtexec writes, as whole nanoseconds. */
final class MillisecondText {
  private static final BigDecimal DAY = BigDecimal.valueOf(24L * 60 * 60 * 1000);
  private static final int DIGITS = 40;

  private MillisecondText() {}

  /** Checked before it is calculated with: a written exponent costs memory only then. */
  static long nanoseconds(BigDecimal milliseconds, String what) throws IOException {
    if (milliseconds.signum() < 0) {
      throw new IOException(what + " is negative");
    }
    if (Math.abs((long) milliseconds.scale()) > DIGITS
        || milliseconds.precision() > DIGITS
        || milliseconds.compareTo(DAY) > 0) {
      throw new IOException(what + " is no time that a query can take");
    }
    return milliseconds.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }
}
