package dev.gantry.golden.picture;

import java.util.Arrays;
import java.util.Optional;

/** Names what is done with a picture of another size than the network's. */
public enum PictureFit {
  /** Pictures of another size are refused. */
  EXACT("exact"),
  /** Each side is scaled on its own. */
  STRETCH("stretch"),
  /** The whole picture is scaled to fit in; the rest is padding. */
  LETTERBOX("letterbox"),
  /** The shorter side is scaled to fit, and the middle is cut out. */
  CROP("crop");

  private final String label;

  PictureFit(String label) {
    this.label = label;
  }

  public static Optional<PictureFit> ofLabel(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }

  @Override
  public String toString() {
    return label;
  }
}
