package dev.gantry.targets;

import dev.gantry.targets.lease.Lease;
import java.time.Duration;
import java.time.Instant;

/** A lease that a board let go while the link lived: mostly because we ourselves were stopped. */
record LeaseLapse(Instant from, Duration length) {
  /**
   * After so long a silence it is us who were away; before, somebody ended the lease over there.
   */
  private static final Duration AWAY = Duration.ofSeconds(12);

  static LeaseLapse of(Lease lease) {
    Lease.Silence silence = lease.silence();
    return silence.length().compareTo(AWAY) < 0
        ? new LeaseLapse(Instant.now(), Duration.ZERO)
        : new LeaseLapse(silence.from(), silence.length());
  }

  String words(boolean alone) {
    String why =
        length.isZero()
            ? "the lease ended over there"
            : "the harness was away for " + length.toSeconds() + " s";
    return why
        + (alone
            ? "; nobody else held the board until it was leased again"
            : "; another visitor held the board meanwhile");
  }
}
