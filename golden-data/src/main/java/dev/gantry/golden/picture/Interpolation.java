package dev.gantry.golden.picture;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Names the way in which the pixels of a resized picture are made from those of the original. */
public enum Interpolation {
  NEAREST("nearest"),
  LINEAR("linear"),
  AREA("area"),
  CUBIC("cubic"),
  /** As Pillow and torchvision do it: linear, and antialiased where a picture gets smaller. */
  PILLOW_LINEAR("pillow-linear");

  private final String label;

  Interpolation(String label) {
    this.label = label;
  }

  public static Optional<Interpolation> ofLabel(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }

  /** The number that OpenCV knows it by; empty for what it does not know. */
  OptionalInt code() {
    return switch (this) {
      case NEAREST -> OptionalInt.of(opencv_imgproc.INTER_NEAREST);
      case LINEAR -> OptionalInt.of(opencv_imgproc.INTER_LINEAR);
      case AREA -> OptionalInt.of(opencv_imgproc.INTER_AREA);
      case CUBIC -> OptionalInt.of(opencv_imgproc.INTER_CUBIC);
      case PILLOW_LINEAR -> OptionalInt.empty();
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
