package dev.gantry.dossier;

/** The ways of comparing an engine's output with the reference. */
public enum ParityMetric {
  SQNR("sqnr", Unit.DECIBEL),
  COSINE("cosine", Unit.ONE),
  MAX_ABS("max-abs", Unit.ONE),
  ARGMAX("argmax", Unit.PERCENT);

  private final String label;
  private final Unit unit;

  ParityMetric(String label, Unit unit) {
    this.label = label;
    this.unit = unit;
  }

  public Unit unit() {
    return unit;
  }

  @Override
  public String toString() {
    return label;
  }
}
