package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.ruling.EnoughEvidence;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;

/**
 * Judges the share of periodic queries that were answered after their deadline, process by process.
 * The longest row of misses is told beside.
 */
public record DeadlineCheck(Criterion.DeadlineMisses criterion, Scenario.Periodic scenario) {
  private static final int MOST_PROCESSES = 100_000;
  private static final int STEPS = 40;

  public Ruling rule(List<RoundTimes> rounds) {
    long queries = rounds.stream().mapToLong(RoundTimes::size).sum();
    if (rounds.size() < scenario.rounds()
        || rounds.stream().anyMatch(round -> round.size() < scenario.queries())) {
      return Ruling.unknown(
          Blame.DATA,
          queries
              + " of the "
              + (long) scenario.queries() * scenario.rounds()
              + " queries of the camera were timed",
          "run this cell of the release again");
    }
    List<SortedTimes> sorted = rounds.stream().map(SortedTimes::of).toList();
    Misses late = Misses.of(rounds, scenario.deadline().toNanos());
    double allowed = criterion.limit().bound().plain();
    Quantity measured = ratio((double) late.count() / queries);
    double alpha = 1 - criterion.confidence();
    if (good(sorted, allowed) <= alpha) {
      double upper = edge(0, allowed, share -> good(sorted, share) <= alpha);
      return new Ruling.Met(measured, message(queries, late, "at most " + shown(ratio(upper))));
    }
    double chance = bad(sorted, allowed);
    if (chance <= alpha) {
      double lower = edge(allowed, 1, share -> bad(sorted, share) > alpha);
      return new Ruling.Broken(
          measured,
          chance,
          message(queries, late, "at least " + shown(ratio(lower))),
          "make the engine faster, ask for a lower rate, or raise the limit in release.yaml");
    }
    return undecided(sorted, queries, late, allowed);
  }

  /** Late in at most this share means that so high a percentile keeps the deadline. */
  private static PercentileProof proof(List<SortedTimes> sorted, double share) {
    return PercentileProof.high(100 * (1 - share), sorted);
  }

  double good(List<SortedTimes> sorted, double share) {
    return share <= 0 || share >= 1
        ? 1
        : proof(sorted, share).lookingGood(scenario.deadline().toNanos(), sorted.size());
  }

  double bad(List<SortedTimes> sorted, double share) {
    long deadline = scenario.deadline().toNanos();
    if (share <= 0 || share >= 1) {
      // A single miss disproves that there are none.
      return share <= 0 && sorted.stream().anyMatch(times -> times.above(deadline) > 0) ? 0 : 1;
    }
    return proof(sorted, share).lookingBad(deadline, sorted.size());
  }

  private Ruling undecided(List<SortedTimes> sorted, long queries, Misses late, double allowed) {
    double alpha = 1 - criterion.confidence();
    double upper = edge(0, 1, share -> good(sorted, share) <= alpha);
    double lower = edge(0, 1, share -> bad(sorted, share) > alpha);
    OptionalLong enough =
        allowed <= 0
            ? OptionalLong.empty()
            : EnoughEvidence.smallest(
                sorted.size(), MOST_PROCESSES, count -> settled(sorted, allowed, (int) count));
    return new Ruling.Unknown(
        Optional.of(ratio((double) late.count() / queries)),
        Blame.CONFIGURATION,
        message(queries, late, "between " + shown(ratio(lower)) + " and " + shown(ratio(upper)))
            + ": neither kept nor broken is proven",
        enough.isEmpty()
            ? "move the limit in release.yaml: the share of misses sits on it"
            : "watch for at least "
                + seconds(enough.getAsLong())
                + " s in release.yaml; with the same share of misses that would settle it");
  }

  private boolean settled(List<SortedTimes> sorted, double allowed, int count) {
    PercentileProof proof = proof(sorted, allowed);
    long deadline = scenario.deadline().toNanos();
    return Math.min(proof.lookingGood(deadline, count), proof.lookingBad(deadline, count))
        <= 1 - criterion.confidence();
  }

  private long seconds(long processes) {
    return (long) Math.ceil(processes * (scenario.length().toNanos() / 1e9));
  }

  /** The smallest share for which it holds, if it holds for the high one and all between. */
  private static double edge(double low, double high, DoublePredicate holds) {
    double below = low;
    double above = high;
    for (int step = 0; step < STEPS; step++) {
      double middle = (below + above) / 2;
      if (holds.test(middle)) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return above;
  }

  private String message(long queries, Misses late, String sure) {
    return String.format(
        Locale.ROOT,
        "%s of the queries were answered late, %d of %d%s (%s sure it is %s, %d processes), %s"
            + " allowed",
        shown(ratio((double) late.count() / queries)),
        late.count(),
        queries,
        late.longestRow() > 1 ? ", up to " + late.longestRow() + " in a row" : "",
        ReadingText.share(criterion.confidence()),
        sure,
        scenario.rounds(),
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
