package dev.gantry.harness.rack;

import java.time.Duration;

/**
 * Limits how long a board is waited for when it stays away, how long after its power was cycled,
 * and after how many troubles in one run it gets no more work.
 */
public record RecoveryLimits(Duration reconnect, Duration powerUp, int troubles) {
  /** The first is long enough for a cable that is plugged in again, the second for a boot. */
  public static final RecoveryLimits USUAL =
      new RecoveryLimits(Duration.ofSeconds(26), Duration.ofMinutes(3), 3);

  public RecoveryLimits {
    if (reconnect.isNegative() || powerUp.isNegative() || troubles < 1) {
      throw new IllegalArgumentException("a wait is not negative, and one trouble is the least");
    }
  }
}
