package dev.gantry.golden.picture;

import java.util.Arrays;
import java.util.Optional;

/** Names the place at which a letterboxed picture stands in its frame. */
public enum LetterboxAnchor {
  CENTRE("centre"),
  TOP_LEFT("top-left");

  private final String label;

  LetterboxAnchor(String label) {
    this.label = label;
  }

  public static Optional<LetterboxAnchor> ofLabel(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }

  @Override
  public String toString() {
    return label;
  }
}
