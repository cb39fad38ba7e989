package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Judges a percentile of times against its limit; what was timed is told in a word. */
public final class LatencyCheck {
  private final Criterion.Latency criterion;
  private final LatencyPercentile percentile;
  private final String timed;

  public LatencyCheck(Criterion.Latency criterion, int looks) {
    this(criterion, looks, "queries");
  }

  public LatencyCheck(Criterion.Latency criterion, int looks, String timed) {
    this.criterion = criterion;
    this.timed = timed;
    this.percentile =
        new LatencyPercentile(criterion.percentile(), 1 - criterion.confidence(), looks);
  }

  public Ruling rule(SortedTimes times) {
    int queries = times.count();
    if (queries == 0) {
      return Ruling.unknown(
          Blame.DATA, "no " + timed + " were timed", "run this cell of the release again");
    }
    int misses = times.above(limitInNanoseconds());
    Quantity measured = measured(times.at(rank(queries) - 1));
    if (percentile.proven(queries, misses)) {
      return new Ruling.Met(measured, message(measured, "it is at most " + upper(times), queries));
    }
    if (percentile.disproven(queries, misses)) {
      return new Ruling.Broken(
          measured,
          percentile.chance(queries, misses),
          message(measured, "it is above " + lower(times), queries),
          "compare with the last passing engine (`gantry inspect` both), or raise the limit in"
              + " release.yaml");
    }
    return undecided(measured, times, misses);
  }

  private Ruling undecided(Quantity measured, SortedTimes times, int misses) {
    int queries = times.count();
    String message =
        String.format(
            Locale.ROOT,
            "%s measured over %d %s (%s), %s allowed: neither kept nor broken is proven",
            shown(measured),
            queries,
            timed,
            interval(times),
            criterion.limit().words());
    OptionalLong enough = percentile.enoughQueries(queries, misses);
    if (enough.isEmpty()) {
      return new Ruling.Unknown(
          Optional.of(measured),
          Blame.CONFIGURATION,
          message + "; no number of " + timed + " will settle it: the percentile sits on the limit",
          "move the limit in release.yaml, or make the engine faster");
    }
    return new Ruling.Unknown(
        Optional.of(measured),
        Blame.CONFIGURATION,
        String.format(
            Locale.ROOT,
            "%s; %d more %s with the same share of misses (%d so far) would settle it",
            message,
            enough.getAsLong() - queries,
            timed,
            misses),
        "ask for at least "
            + enough.getAsLong()
            + " "
            + timed
            + " over all rounds of the scenario");
  }

  private String message(Quantity measured, String sure, int queries) {
    return String.format(
        Locale.ROOT,
        "%s measured over %d %s (%s sure %s), %s allowed",
        shown(measured),
        queries,
        timed,
        sureness(),
        sure,
        criterion.limit().words());
  }

  private String interval(SortedTimes times) {
    int queries = times.count();
    boolean low = percentile.fewestMissesToDisprove(queries) <= queries;
    boolean high = percentile.mostMissesToProve(queries) >= 0;
    if (low && high) {
      return sureness() + " sure it lies between " + lower(times) + " and " + upper(times);
    }
    return low
        ? sureness() + " sure it is above " + lower(times) + ", too few " + timed + " for more"
        : "too few " + timed + " to be sure of anything";
  }

  /** The percentile is at least this: exactly the limits below it count as disproven. */
  private String lower(SortedTimes times) {
    long misses = percentile.fewestMissesToDisprove(times.count());
    return shown(measured(times.at(Math.toIntExact(times.count() - misses))));
  }

  /** The percentile is at most this: exactly the limits from it on count as proven. */
  private String upper(SortedTimes times) {
    long misses = percentile.mostMissesToProve(times.count());
    return shown(measured(times.at(Math.toIntExact(times.count() - 1 - misses))));
  }

  private String sureness() {
    return ReadingText.share(criterion.confidence());
  }

  private String shown(Quantity quantity) {
    return ReadingText.beside(quantity, criterion.limit().bound());
  }

  private Quantity measured(long nanoseconds) {
    return ReadingText.measured((double) nanoseconds, Unit.NANOSECOND, criterion.limit().bound());
  }

  /** The nearest rank; the small number undoes the rounding of 99.9 / 100. */
  private int rank(int queries) {
    return Math.max(1, (int) Math.ceil(queries * criterion.percentile() / 100 - 1e-9));
  }

  /**
   * Times are whole, so the fraction is dropped; 12 ms must not become 11,999,999 ns by rounding.
   */
  private long limitInNanoseconds() {
    double exact = criterion.limit().bound().in(Unit.NANOSECOND).value();
    return (long) Math.floor(exact + 1e-6 + Math.abs(exact) * 1e-14);
  }
}
