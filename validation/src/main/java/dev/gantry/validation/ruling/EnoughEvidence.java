package dev.gantry.validation.ruling;

import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** The smallest amount of evidence that would settle a question, should its shares stay. */
public final class EnoughEvidence {
  private EnoughEvidence() {}

  /** Empty where even {@code most} would not; at least one more than {@code have}. */
  public static OptionalLong smallest(long have, long most, LongPredicate settled) {
    long low = have;
    long high = Math.max(1, have);
    do {
      if (high >= most) {
        return OptionalLong.empty();
      }
      high = Math.min(most, high * 2);
      if (!settled.test(high)) {
        low = high;
      }
    } while (low == high);
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (settled.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return OptionalLong.of(high);
  }
}
