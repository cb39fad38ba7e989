package dev.gantry.dossier;

/** The quality of a model at its task, against the labels of the golden set. */
public enum TaskMetric {
  TOP1("top1"),
  MAP50("map50"),
  MAP50_95("map50-95"),
  MIOU("miou");

  private final String label;

  TaskMetric(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
