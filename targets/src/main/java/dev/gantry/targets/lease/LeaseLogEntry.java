package dev.gantry.targets.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of a board's own log of its leases. Its clock may jump, its uptime does not, and tokens
 * only grow.
 */
public record LeaseLogEntry(
    Event event, Instant at, Duration uptime, long token, String who, String forWhat) {
  /** The events in the life of a lease. */
  public enum Event {
    TAKEN,
    /** Its host is gone, its job goes on and holds the board. */
    AWAY,
    LEFT
  }

  /** Empty for a line that is not whole. */
  static Optional<LeaseLogEntry> read(String line) {
    String[] words = line.split("\t", -1);
    try {
      return words.length != 6
          ? Optional.empty()
          : Optional.of(
              new LeaseLogEntry(
                  Event.valueOf(words[0].toUpperCase(java.util.Locale.ROOT)),
                  Instant.ofEpochMilli(Long.parseLong(words[1])),
                  Duration.ofMillis(Math.round(Double.parseDouble(words[2]) * 1000)),
                  Long.parseLong(words[3]),
                  words[4],
                  words[5]));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
