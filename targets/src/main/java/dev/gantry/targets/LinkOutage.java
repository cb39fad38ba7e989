package dev.gantry.targets;

import java.time.Duration;

/**
 * A link that is lost: during what, since when nothing had been heard before that was noticed, how
 * long it is worth waiting for, and what goes on meanwhile, in words.
 */
record LinkOutage(String during, Duration silent, Duration patience, String meanwhile) {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Nothing goes on over there. */
  static LinkOutage of(String during, Duration patience) {
    return new LinkOutage(during, Duration.ZERO, patience, "");
  }

  /** A measurement is worth waiting for as long as it may still take. */
  static LinkOutage measuring(
      String during, Duration silent, Duration reconnect, Duration remaining) {
    Duration wanted = remaining.plus(reconnect);
    Duration patience =
        remaining.isNegative() || remaining.isZero()
            ? reconnect
            : wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    return new LinkOutage(
        during,
        silent,
        patience.compareTo(reconnect) < 0 ? reconnect : patience,
        "; a measurement over there goes on without it");
  }

  String words(Duration gone) {
    return "link lost " + gone.toSeconds() + " s ago, trying again" + meanwhile;
  }
}
