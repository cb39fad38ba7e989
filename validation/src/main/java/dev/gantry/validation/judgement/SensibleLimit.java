package dev.gantry.validation.judgement;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.validation.comparison.ParityMeasure;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses limits that cannot be judged at all; "sqnr at most 20 dB" would praise the worst engine.
 */
final class SensibleLimit {
  private SensibleLimit() {}

  static Optional<String> objection(Criterion criterion) {
    if (criterion instanceof Criterion.Parity parity) {
      return parity(parity);
    }
    if (criterion instanceof Criterion.Latency
        || criterion instanceof Criterion.SoakLatency
        || criterion instanceof Criterion.ColdStart) {
      return objection(criterion, Relation.AT_MOST, Dimension.TIME);
    }
    if (criterion instanceof Criterion.ComputedIn) {
      return objection(criterion, Relation.AT_LEAST, Dimension.RATIO);
    }
    if (criterion instanceof Criterion.Throughput) {
      return objection(criterion, Relation.AT_LEAST, Dimension.RATE);
    }
    if (criterion instanceof Criterion.PeakMemory) {
      return objection(criterion, Relation.AT_MOST, Dimension.MEMORY);
    }
    return objection(criterion, Relation.AT_MOST, Dimension.RATIO);
  }

  private static Optional<String> parity(Criterion.Parity parity) {
    Relation relation =
        switch (parity.metric()) {
          case SQNR, COSINE, ARGMAX -> Relation.AT_LEAST;
          case MAX_ABS -> Relation.AT_MOST;
        };
    if (parity.metric() == ParityMetric.SQNR
        && parity.limit().bound().value() > ParityMeasure.SQNR_CEILING) {
      return Optional.of(
          "no comparison of float32 outputs can prove more than "
              + ParityMeasure.SQNR_CEILING
              + " dB, and the limit of parity.sqnr is "
              + parity.limit());
    }
    return objection(parity, relation, parity.metric().unit().dimension());
  }

  private static Optional<String> objection(
      Criterion criterion, Relation relation, Dimension dimension) {
    Limit limit = criterion.limit();
    if (limit.relation() == relation && limit.bound().unit().dimension() == dimension) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s is limited by '%s', which nothing can be judged by: it takes '%s' and a unit of %s",
            criterion.name(),
            limit,
            relation,
            dimension.name().toLowerCase(Locale.ROOT)));
  }
}
