package dev.gantry.golden.picture;

import java.util.Arrays;
import java.util.Optional;

/** The channels that a network is fed, in order. */
public enum ColourOrder {
  RGB("rgb"),
  BGR("bgr"),
  GREY("grey");

  private final String label;

  ColourOrder(String label) {
    this.label = label;
  }

  public static Optional<ColourOrder> ofLabel(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }

  int count() {
    return this == GREY ? 1 : 3;
  }

  @Override
  public String toString() {
    return label;
  }
}
