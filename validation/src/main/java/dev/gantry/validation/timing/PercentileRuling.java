package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.ruling.EnoughEvidence;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * Rules on a percentile by what its times prove, in words.
 *
 * @param good the part that this ruling gets of what may be wrong when it says kept; 0 where it
 *     never says so
 * @param bad the same when it says broken
 * @param timed what was timed, like "8 processes"
 */
record PercentileRuling(
    Criterion.Latency criterion, PercentileProof proof, double good, double bad, String timed) {
  private static final int MOST_UNITS = 100_000;
  private static final long FAR = 1_000;

  /** In this order what outweighs comes last. */
  enum Answer {
    OPEN,
    KEPT,
    BROKEN
  }

  Answer answer() {
    long limit = limitInNanoseconds();
    return broken(limit) ? Answer.BROKEN : kept(limit) ? Answer.KEPT : Answer.OPEN;
  }

  /** What a later look says counts, unless an earlier one had proven more. */
  boolean outweighs(PercentileRuling later) {
    int order = answer().compareTo(later.answer());
    return order > 0 || (order == 0 && answer() == Answer.BROKEN && chance() < later.chance());
  }

  /** How often a percentile that keeps the limit would look as bad. */
  double chance() {
    return chance(limitInNanoseconds());
  }

  Ruling rule() {
    long limit = limitInNanoseconds();
    return switch (answer()) {
      case KEPT -> new Ruling.Met(measured(), message("it is at most " + shown(upper(limit))));
      case BROKEN ->
          new Ruling.Broken(
              measured(),
              chance(),
              message("it is above " + shown(lower(limit))),
              "compare with the last passing engine (`gantry inspect` both), or raise the limit in"
                  + " release.yaml");
      case OPEN ->
          new Ruling.Unknown(
              Optional.of(measured()),
              Blame.CONFIGURATION,
              undecided(),
              "leave more room to the limit in release.yaml, or make the engine faster");
    };
  }

  /** How many units like these would settle it; empty where no number would. */
  OptionalLong enough() {
    return EnoughEvidence.smallest(
        proof.count(), MOST_UNITS, count -> settledAmong(Math.toIntExact(count)));
  }

  /** Whether so many units like these would settle it. */
  boolean settledAmong(int count) {
    long limit = limitInNanoseconds();
    return proof.lookingGood(limit, count) <= alpha() * good
        || proof.lookingBad(limit, count) <= alpha() * bad;
  }

  private double alpha() {
    return 1 - criterion.confidence();
  }

  private boolean kept(long limit) {
    return good > 0 && proof.lookingGood(limit, proof.count()) <= alpha() * good;
  }

  private boolean broken(long limit) {
    return chance(limit) <= alpha();
  }

  private double chance(long limit) {
    return bad == 0 ? 1 : Math.min(1, proof.lookingBad(limit, proof.count()) / bad);
  }

  private String message(String sure) {
    return String.format(
        Locale.ROOT,
        "%s (%s sure %s, %s), %s allowed",
        ReadingText.beside(measured(), criterion.limit().bound()),
        ReadingText.share(criterion.confidence()),
        sure,
        timed,
        criterion.limit().words());
  }

  private String undecided() {
    long measured = Math.round(proof.measured());
    boolean above = broken(measured / FAR);
    boolean below = kept(measured * FAR);
    String sure =
        above && below
            ? "it lies between " + shown(lower(measured)) + " and " + shown(upper(measured * FAR))
            : above
                ? "it is above " + shown(lower(measured))
                : below ? "it is at most " + shown(upper(measured * FAR)) : "of nothing";
    return message(sure) + ": neither kept nor broken is proven";
  }

  /** The percentile is above this; limits up to it count as broken. */
  private long lower(long broken) {
    long low = broken(broken) ? broken : 0;
    long high = Math.max(low + 1, Math.round(proof.measured()));
    return edge(low, high, nanoseconds -> !broken(nanoseconds)) - 1;
  }

  /** The percentile is at most this; limits from it on count as kept. */
  private long upper(long kept) {
    return edge(
        Math.min(kept - 1, Math.max(0, Math.round(proof.measured()) - 1)), kept, this::kept);
  }

  /** The first for which it holds, if it holds for {@code high} and all above. */
  private static long edge(long low, long high, LongPredicate holds) {
    long below = low;
    long above = high;
    while (above - below > 1) {
      long middle = below + (above - below) / 2;
      if (holds.test(middle)) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return above;
  }

  private String shown(long nanoseconds) {
    return ReadingText.beside(quantity(nanoseconds), criterion.limit().bound());
  }

  private Quantity measured() {
    return quantity(Math.round(proof.measured()));
  }

  private Quantity quantity(long nanoseconds) {
    return ReadingText.measured((double) nanoseconds, Unit.NANOSECOND, criterion.limit().bound());
  }

  /**
   * Times are whole, so the fraction is dropped; 12 ms must not become 11,999,999 ns by rounding.
   */
  private long limitInNanoseconds() {
    double exact = criterion.limit().bound().in(Unit.NANOSECOND).value();
    return (long) Math.floor(exact + 1e-6 + Math.abs(exact) * 1e-14);
  }
}
