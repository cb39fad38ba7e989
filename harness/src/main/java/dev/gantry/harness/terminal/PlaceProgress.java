package dev.gantry.harness.terminal;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Says in words how far the latest work of each place is, how fast, and since when. */
final class PlaceProgress {
  private static final Duration LEAST = Duration.ofMillis(500);
  private static final Duration WORTH_TELLING = Duration.ofSeconds(2);

  private final LongSupplier nanoseconds;
  private final Map<String, Begun> begun = new HashMap<>();

  PlaceProgress(LongSupplier nanoseconds) {
    this.nanoseconds = nanoseconds;
  }

  private record Begun(Progress first, long latest, long at) {
    boolean goesOn(Progress progress) {
      return first.what().equals(progress.what()) && progress.done() >= latest;
    }
  }

  /** Such as {@code 120 of 300}, {@code 12.3 of 22.8 MiB at 0.9 MiB/s} or {@code for 20 s}. */
  String words(Progress progress) {
    long now = nanoseconds.getAsLong();
    Begun before = begun.get(progress.where());
    // What begins anew, such as a push after a lost link, has a new pace.
    Begun work =
        before != null && before.goesOn(progress)
            ? new Begun(before.first(), progress.done(), before.at())
            : new Begun(progress, progress.done(), now);
    begun.put(progress.where(), work);
    Duration gone = Duration.ofNanos(now - work.at());
    if (progress.total() <= 0) {
      return gone.compareTo(WORTH_TELLING) < 0 ? "" : "for " + gone.toSeconds() + " s";
    }
    return switch (progress.measure()) {
      case COUNT -> progress.done() + " of " + progress.total();
      case BYTES -> sizes(progress) + rate(progress.done() - work.first().done(), gone);
    };
  }

  private static String sizes(Progress progress) {
    String done = new ByteCount(progress.done()).toString();
    String total = new ByteCount(progress.total()).toString();
    String unit = total.substring(total.indexOf(' '));
    return (done.endsWith(unit) ? done.substring(0, done.length() - unit.length()) : done)
        + " of "
        + total;
  }

  private static String rate(long bytes, Duration in) {
    return in.compareTo(LEAST) < 0
        ? ""
        : " at " + new ByteCount(Math.round(bytes * 1e9 / in.toNanos())) + "/s";
  }
}
