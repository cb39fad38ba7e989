package dev.gantry.dossier;

/** The way precision is written into a graph, so that the runtime of a board takes it. */
public enum Dialect {
  ONNXRUNTIME("onnxruntime"),
  TENSORRT("tensorrt");

  private final String label;

  Dialect(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
