package dev.gantry.dossier;

/** The quality of a model at its task, against the labels of the golden set. */
public enum TaskMetric {
  TOP1("top1", "top1", "share of samples whose class is chosen"),
  MAP50("map50", "mAP50", "mean average precision at an IoU of 0.50, as COCO has it"),
  MAP50_95(
      "map50-95", "mAP50-95", "mean average precision over IoUs of 0.50 to 0.95, as COCO has it"),
  MIOU("miou", "mIoU", "mean intersection over union of the classes");

  private final String label;
  private final String title;
  private final String meaning;

  TaskMetric(String label, String title, String meaning) {
    this.label = label;
    this.title = title;
    this.meaning = meaning;
  }

  /** As the field writes it, for people. */
  public String title() {
    return title;
  }

  public String meaning() {
    return meaning;
  }

  /**
   * What is lost at most where this share of samples is answered all wrong. Such a sample lacks
   * what is there and has too much of what is not: an overlap pays for both.
   */
  public double lossOf(double share) {
    return this == MIOU ? 2 * share / (1 + share) : share;
  }

  /** The share of samples whose loss is this one. */
  public double shareOf(double loss) {
    return this == MIOU ? loss / (2 - loss) : loss;
  }

  /** As release files write it. */
  @Override
  public String toString() {
    return label;
  }
}
