package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges how many samples a second went through, from when each batch was done. */
public record ThroughputCheck(Criterion.Throughput criterion, Scenario.Offline scenario) {
  private static final double NANOSECONDS = 1e9;

  public Ruling rule(List<RoundTimes> rounds) {
    if (rounds.size() != 1) {
      return Ruling.unknown(
          Blame.DATA,
          rounds.isEmpty() ? "no batch was timed" : rounds.size() + " runs were timed, not one",
          "run this cell of the release again");
    }
    RoundTimes ends = rounds.get(0);
    if (!ends.ascending() || (ends.size() > 0 && ends.last() == 0)) {
      return Ruling.unknown(
          Blame.DATA,
          "a batch was done before the one in front of it, or in no time",
          "run this cell of the release again");
    }
    Optional<BlockRates> blocks = BlockRates.of(ends);
    if (blocks.isEmpty()) {
      return Ruling.unknown(
          Blame.CONFIGURATION,
          ends.size()
              + " batches were done, and at least "
              + BlockRates.FEWEST_BATCHES
              + " are needed to see how they differ",
          "drive for longer in release.yaml");
    }
    return rule(blocks.get(), ends);
  }

  private Ruling rule(BlockRates blocks, RoundTimes ends) {
    double alpha = 1 - criterion.confidence();
    // The slowest that a batch may take on the whole.
    double allowed = scenario.batch() * NANOSECONDS / criterion.limit().bound().plain();
    double reach = blocks.reach(alpha);
    Quantity measured = rate(blocks.mean());
    if (blocks.mean() + reach <= allowed) {
      return new Ruling.Met(
          measured, message(measured, ends, "at least " + shown(rate(blocks.mean() + reach))));
    }
    double fastest = blocks.mean() - reach;
    if (fastest > allowed) {
      return new Ruling.Broken(
          measured,
          blocks.chanceOfMore(allowed),
          message(measured, ends, "at most " + shown(rate(fastest))),
          "make the engine faster, try another batch, or lower the limit in release.yaml");
    }
    String most = fastest > 0 ? " and " + shown(rate(fastest)) : " and anything";
    return new Ruling.Unknown(
        Optional.of(measured),
        Blame.CONFIGURATION,
        message(measured, ends, "between " + shown(rate(blocks.mean() + reach)) + most)
            + ": neither kept nor broken is proven",
        "drive for longer in release.yaml, or look at why one part of the run differs from another");
  }

  private String message(Quantity measured, RoundTimes ends, String sure) {
    return String.format(
        Locale.ROOT,
        "%s over %d batches of %d (%s sure it is %s), %s required",
        shown(measured),
        ends.size(),
        scenario.batch(),
        ReadingText.share(criterion.confidence()),
        sure,
        criterion.limit().words());
  }

  private String shown(Quantity quantity) {
    return ReadingText.beside(quantity, criterion.limit().bound());
  }

  private Quantity rate(double nanosecondsPerBatch) {
    double perSecond = scenario.batch() * NANOSECONDS / nanosecondsPerBatch;
    return ReadingText.measured(perSecond, Unit.PER_SECOND, criterion.limit().bound());
  }
}
