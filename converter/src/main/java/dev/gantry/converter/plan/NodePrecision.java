package dev.gantry.converter.plan;

/** The number format in which one node computes. */
public enum NodePrecision {
  FP32("fp32"),
  FP16("fp16"),
  INT8("int8");

  private final String label;

  NodePrecision(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
