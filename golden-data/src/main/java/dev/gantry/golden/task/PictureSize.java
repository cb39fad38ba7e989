package dev.gantry.golden.task;

import dev.gantry.dossier.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/** Width and height in pixels of what the network is fed. */
public record PictureSize(int width, int height) {
  /** A side that no picture has; keeps products of sizes within 64 bits. */
  private static final long LONGEST_SIDE = 1 << 20;

  public PictureSize {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("no picture is " + width + " x " + height);
    }
  }

  /**
   * Of the first input that is a picture of one or three channels: {@code [1, channels, height,
   * width]} or {@code [1, height, width, channels]}, with or without the 1.
   */
  public static Optional<PictureSize> of(List<TensorSpec> inputs) {
    return inputs.stream().flatMap(input -> sides(input.shape()).stream()).findFirst();
  }

  private static Optional<PictureSize> sides(List<Long> whole) {
    List<Long> shape =
        whole.size() == 4 && whole.get(0) == 1 ? whole.subList(1, whole.size()) : whole;
    if (shape.size() != 3) {
      return Optional.empty();
    }
    // A picture is never so small that its sides could be taken for channels.
    int first = channels(shape.get(0)) ? 1 : 0;
    boolean picture =
        (first == 1 || channels(shape.get(2)))
            && side(shape.get(first))
            && side(shape.get(first + 1));
    return picture
        ? Optional.of(new PictureSize(shape.get(first + 1).intValue(), shape.get(first).intValue()))
        : Optional.empty();
  }

  private static boolean channels(long count) {
    return count == 1 || count == 3;
  }

  private static boolean side(long length) {
    return length > 0 && length <= LONGEST_SIDE;
  }
}
