package dev.gantry.validation.judgement;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.dossier.tensor.TensorComparison;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses limits that cannot be judged at all; "sqnr at most 20 dB" would praise the worst engine.
 */
final class SensibleLimit {
  private SensibleLimit() {}

  static Optional<String> objection(Criterion criterion) {
    Limit limit = criterion.limit();
    if (limit.relation() != criterion.relation()
        || limit.bound().unit().dimension() != criterion.dimension()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s is limited by '%s', which nothing can be judged by: it takes '%s' and a unit of"
                  + " %s",
              criterion.name(),
              limit,
              criterion.relation(),
              criterion.dimension().name().toLowerCase(Locale.ROOT)));
    }
    if (criterion.dimension() == Dimension.LEVEL
        && limit.bound().value() > TensorComparison.CEILING) {
      return Optional.of(
          "no comparison of float32 outputs can prove more than "
              + TensorComparison.CEILING
              + " dB, and the limit of "
              + criterion.name()
              + " is "
              + limit);
    }
    return Optional.empty();
  }
}
