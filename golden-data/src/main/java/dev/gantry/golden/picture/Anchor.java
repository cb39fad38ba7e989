package dev.gantry.golden.picture;

import java.util.Arrays;
import java.util.Optional;

/** Where a letterboxed picture stands in its frame. */
public enum Anchor {
  CENTRE("centre"),
  TOP_LEFT("top-left");

  private final String label;

  Anchor(String label) {
    this.label = label;
  }

  public static Optional<Anchor> ofLabel(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }

  @Override
  public String toString() {
    return label;
  }
}
