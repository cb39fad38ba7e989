package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.statistics.SampleMean;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges how many samples a second went through, from when each batch was done: by Student's t over
 * the processes, of the logarithm of what a batch took on the whole.
 */
public record ThroughputCheck(Criterion.Throughput criterion, Scenario.Offline scenario) {
  private static final double NANOSECONDS = 1e9;

  /** The first batches of a process are slower; of so few they would be the measure. */
  static final int FEWEST_BATCHES = 10;

  public Ruling rule(List<RoundTimes> rounds) {
    if (rounds.size() < scenario.rounds()) {
      return Ruling.unknown(
          Blame.DATA,
          "batches of " + rounds.size() + " of the " + scenario.rounds() + " processes were timed",
          "run this cell of the release again");
    }
    int fewest = rounds.stream().mapToInt(RoundTimes::size).min().orElse(0);
    if (fewest < FEWEST_BATCHES) {
      return Ruling.unknown(
          Blame.CONFIGURATION,
          fewest
              + " batches were done in one of the processes, and at least "
              + FEWEST_BATCHES
              + " tell how fast it is",
          "drive for longer in release.yaml");
    }
    if (rounds.stream().anyMatch(ends -> !ends.ascending() || ends.last() == 0)) {
      return Ruling.unknown(
          Blame.DATA,
          "a batch was done before the one in front of it, or in no time",
          "run this cell of the release again");
    }
    return rule(
        SampleMean.of(
            rounds.stream()
                .mapToDouble(ends -> Math.log((double) ends.last() / ends.size()))
                .toArray(),
            0));
  }

  private Ruling rule(SampleMean logs) {
    double alpha = 1 - criterion.confidence();
    // The longest that a batch may take on the whole.
    double allowed = Math.log(scenario.batch() * NANOSECONDS / criterion.limit().bound().plain());
    double reach = logs.reach(alpha);
    Quantity measured = rate(logs.mean());
    if (logs.chanceOfLess(allowed) <= alpha) {
      return new Ruling.Met(
          measured, message(measured, "at least " + shown(rate(logs.mean() + reach))));
    }
    if (logs.chanceOfMore(allowed) <= alpha) {
      return new Ruling.Broken(
          measured,
          logs.chanceOfMore(allowed),
          message(measured, "at most " + shown(rate(logs.mean() - reach))),
          "make the engine faster, try another batch, or lower the limit in release.yaml");
    }
    return new Ruling.Unknown(
        Optional.of(measured),
        Blame.CONFIGURATION,
        message(
                measured,
                "between "
                    + shown(rate(logs.mean() + reach))
                    + " and "
                    + shown(rate(logs.mean() - reach)))
            + ": neither kept nor broken is proven",
        "drive for longer in release.yaml, or look at why one process differs from another");
  }

  private String message(Quantity measured, String sure) {
    return String.format(
        Locale.ROOT,
        "%s in batches of %d (%s sure it is %s, %d processes), %s required",
        shown(measured),
        scenario.batch(),
        ReadingText.share(criterion.confidence()),
        sure,
        scenario.rounds(),
        criterion.limit().words());
  }

  private String shown(Quantity quantity) {
    return ReadingText.beside(quantity, criterion.limit().bound());
  }

  private Quantity rate(double logOfBatch) {
    double perSecond = scenario.batch() * NANOSECONDS / Math.exp(logOfBatch);
    return ReadingText.measured(perSecond, Unit.PER_SECOND, criterion.limit().bound());
  }
}
