package dev.gantry.dossier;

/** Tells what every criterion of a kind has in common, so that a new kind must tell all of it. */
public record CriterionTraits(
    Limit.Relation relation, Unit.Dimension dimension, Certainty certainty, Demanded demanded) {

  /** Tells whether chance alone can break a criterion, and what there is to have more of. */
  public enum Certainty {
    BY_SAMPLES,
    BY_TIMES,
    FOR_SURE
  }

  /** The engines of a recipe that a criterion is demanded of. */
  public enum Demanded {
    OF_EVERY_BUILD,
    OF_THE_SHIPPED_BUILD
  }
}
