package dev.gantry.golden.picture;

import dev.gantry.golden.picture.format.PictureFile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether the channels are planes of their own (nchw) or stand together in each pixel (nhwc).
 */
public enum ChannelLayout {
  NCHW("nchw"),
  NHWC("nhwc");

  private final String label;

  ChannelLayout(String label) {
    this.label = label;
  }

  public static Optional<ChannelLayout> ofLabel(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }

  /** The sizes of channels, rows and columns in a shape, with or without the batch in front. */
  Optional<Axes> axes(List<Long> shape) {
    boolean batched = shape.size() == 4;
    if ((!batched && shape.size() != 3) || (batched && shape.get(0) != 1)) {
      return Optional.empty();
    }
    List<Long> sides = batched ? shape.subList(1, 4) : shape;
    for (long side : sides) {
      if (side < 1 || side > PictureFile.MOST_PIXELS) {
        return Optional.empty();
      }
    }
    int first = sides.get(0).intValue();
    int second = sides.get(1).intValue();
    int third = sides.get(2).intValue();
    return Optional.of(
        this == NCHW ? new Axes(first, second, third) : new Axes(third, first, second));
  }

  /** Holds the sizes of a picture that a shape describes. */
  record Axes(int channels, int height, int width) {}

  @Override
  public String toString() {
    return label;
  }
}
