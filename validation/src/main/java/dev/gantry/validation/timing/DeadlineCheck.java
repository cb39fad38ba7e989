package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.ruling.MissShare;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges the share of periodic queries that were answered after their deadline. Misses are counted
 * as if each came for itself; in truth they come in rows, so the longest row is told beside.
 */
public record DeadlineCheck(Criterion.DeadlineMisses criterion, Scenario.Periodic scenario) {
  public Ruling rule(List<RoundTimes> rounds) {
    long queries = rounds.stream().mapToLong(RoundTimes::size).sum();
    if (queries < scenario.queries()) {
      return Ruling.unknown(
          Blame.DATA,
          queries + " of the " + scenario.queries() + " queries of the camera were timed",
          "run this cell of the release again");
    }
    Misses late = Misses.of(rounds, scenario.deadline().toNanos());
    MissShare share = new MissShare(queries, late.count(), 1 - criterion.confidence());
    double allowed = criterion.limit().bound().plain();
    Quantity measured = ratio(share.seen());
    if (share.proven(allowed)) {
      return new Ruling.Met(
          measured, message(share, late, "at most " + shown(ratio(share.upper()))));
    }
    if (share.disproven(allowed)) {
      return new Ruling.Broken(
          measured,
          share.chance(allowed),
          message(share, late, "at least " + shown(ratio(share.lower()))),
          "make the engine faster, ask for a lower rate, or raise the limit in release.yaml");
    }
    return undecided(share, late, allowed);
  }

  private Ruling undecided(MissShare share, Misses late, double allowed) {
    String message =
        message(
                share,
                late,
                "between " + shown(ratio(share.lower())) + " and " + shown(ratio(share.upper())))
            + ": neither kept nor broken is proven";
    OptionalLong enough = share.enough(allowed);
    return new Ruling.Unknown(
        Optional.of(ratio(share.seen())),
        Blame.CONFIGURATION,
        message,
        enough.isEmpty()
            ? "move the limit in release.yaml: the share of misses sits on it"
            : "watch for at least "
                + seconds(enough.getAsLong())
                + " s in release.yaml; with the same share of misses that would settle it");
  }

  private long seconds(long queries) {
    return (long) Math.ceil(queries * (scenario.period().toNanos() / 1e9));
  }

  private String message(MissShare share, Misses late, String sure) {
    return String.format(
        Locale.ROOT,
        "%s of the queries were answered late, %d of %d%s (%s sure it is %s, were misses"
            + " independent), %s allowed",
        shown(ratio(share.seen())),
        share.misses(),
        share.queries(),
        late.longestRow() > 1 ? ", up to " + late.longestRow() + " in a row" : "",
        ReadingText.share(criterion.confidence()),
        sure,
        criterion.limit().words());
  }

  private String shown(Quantity quantity) {
    return ReadingText.beside(quantity, criterion.limit().bound());
  }

  private Quantity ratio(double share) {
    return ReadingText.measured(share, Unit.ONE, criterion.limit().bound());
  }

  /** Counts how many were late, and how many of them at most without a timely one between. */
  private record Misses(long count, int longestRow) {
    static Misses of(List<RoundTimes> rounds, long deadline) {
      long count = 0;
      int longest = 0;
      for (RoundTimes round : rounds) {
        int row = 0;
        for (long time : round.nanoseconds()) {
          row = time > deadline ? row + 1 : 0;
          count += row > 0 ? 1 : 0;
          longest = Math.max(longest, row);
        }
      }
      return new Misses(count, longest);
    }
  }
}
