package dev.gantry.dossier;

/** The ways of comparing an engine's output with the reference. */
public enum ParityMetric {
  SQNR("sqnr", Unit.DECIBEL, Limit.Relation.AT_LEAST),
  COSINE("cosine", Unit.ONE, Limit.Relation.AT_LEAST),
  MAX_ABS("max-abs", Unit.ONE, Limit.Relation.AT_MOST),
  ARGMAX("argmax", Unit.PERCENT, Limit.Relation.AT_LEAST);

  private final String label;
  private final Unit unit;
  private final Limit.Relation relation;

  ParityMetric(String label, Unit unit, Limit.Relation relation) {
    this.label = label;
    this.unit = unit;
    this.relation = relation;
  }

  public Unit unit() {
    return unit;
  }

  /** The side of a bound on which an engine that is near enough lies. */
  Limit.Relation relation() {
    return relation;
  }

  @Override
  public String toString() {
    return label;
  }
}
