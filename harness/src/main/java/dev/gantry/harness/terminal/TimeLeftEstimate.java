package dev.gantry.harness.terminal;

import java.time.Duration;
import java.util.Optional;

/**
 * Estimates how long a stage still takes from how long its pieces took so far. Says nothing before
 * there is something to go by, and nothing any more once it has been wrong.
 */
final class TimeLeftEstimate {
  /** The first pieces are often the longest, and one alone may be anything. */
  private static final int FEWEST = 2;

  private static final Duration SHORTEST = Duration.ofSeconds(2);

  private final long before;
  private final long since;
  private long done;
  private long at;

  /** So many pieces were behind it when it began. */
  TimeLeftEstimate(long before, long since) {
    this.before = before;
    this.since = since;
    this.done = before;
    this.at = since;
  }

  void ended(long pieces, long now) {
    done = pieces;
    at = now;
  }

  Optional<String> words(long total, long now) {
    long counted = done - before;
    Duration took = Duration.ofNanos(at - since);
    if (counted < FEWEST || took.compareTo(SHORTEST) < 0 || done >= total) {
      return Optional.empty();
    }
    Duration all = took.multipliedBy(total - done).dividedBy(counted);
    Duration left = all.minusNanos(now - at);
    Duration overdue = all.plus(all);
    if (Duration.ofNanos(now - at).compareTo(overdue) > 0) {
      return Optional.empty();
    }
    return Optional.of(rounded(left));
  }

  private static String rounded(Duration left) {
    long seconds = left.toSeconds();
    if (seconds < 5) {
      return "a few seconds left";
    }
    if (seconds < 58) {
      return "about " + (seconds + 4) / 5 * 5 + " s left";
    }
    long minutes = (seconds + 30) / 60;
    return minutes < 60
        ? "about " + minutes + " min left"
        : "about " + minutes / 60 + " h " + minutes % 60 + " min left";
  }
}
