package dev.gantry.golden.score;

import dev.gantry.dossier.Decoding;

/** The figure that answers of a sort are scored by. */
public enum ScoreMetric {
  TOP_1("top1", "share of samples whose class is chosen"),
  MAP_50("mAP50", "mean average precision at an IoU of 0.50"),
  MEAN_IOU("mIoU", "mean intersection over union of the classes");

  private final String label;
  private final String meaning;

  ScoreMetric(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  static ScoreMetric of(Decoding decoding) {
    if (decoding instanceof Decoding.Boxes) {
      return MAP_50;
    }
    return decoding instanceof Decoding.ClassMap ? MEAN_IOU : TOP_1;
  }

  public String meaning() {
    return meaning;
  }

  @Override
  public String toString() {
    return label;
  }
}
