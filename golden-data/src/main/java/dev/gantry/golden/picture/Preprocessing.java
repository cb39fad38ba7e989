package dev.gantry.golden.picture;

import java.util.List;

/**
 * The declared way in which a picture becomes a tensor: decode, fit, then (level - mean) * scale in
 * float32, for each channel in the order of the colours.
 */
public record Preprocessing(
    ColourOrder colours,
    PictureFit fit,
    LetterboxAnchor anchor,
    int pad,
    Interpolation interpolation,
    List<Double> mean,
    List<Double> scale,
    ChannelLayout layout) {
  public static final int USUAL_PAD = 114;

  public Preprocessing {
    mean = List.copyOf(mean);
    scale = List.copyOf(scale);
    if (pad < 0 || pad > 255) {
      throw new IllegalArgumentException("padding is a level from 0 to 255, not " + pad);
    }
    requireNumbers("mean", mean, colours);
    requireNumbers("scale", scale, colours);
    if (scale.stream().anyMatch(number -> (float) (double) number == 0)) {
      throw new IllegalArgumentException("a scale of 0 leaves nothing of the picture: " + scale);
    }
  }

  /** Pictures of the network's size, planes of channels. */
  public static Preprocessing exact(ColourOrder colours, List<Double> mean, List<Double> scale) {
    return new Preprocessing(
        colours,
        PictureFit.EXACT,
        LetterboxAnchor.CENTRE,
        USUAL_PAD,
        Interpolation.LINEAR,
        mean,
        scale,
        ChannelLayout.NCHW);
  }

  private static void requireNumbers(String what, List<Double> numbers, ColourOrder colours) {
    if (numbers.size() != colours.count()) {
      throw new IllegalArgumentException(
          "%s needs %d of %s, one for each channel, not %d"
              .formatted(colours, colours.count(), what, numbers.size()));
    }
    for (double number : numbers) {
      if (!Float.isFinite((float) number)) {
        throw new IllegalArgumentException(what + " has to be of finite numbers, not " + numbers);
      }
    }
  }

  ScaledFrame frame(int width, int height, int wantedWidth, int wantedHeight) {
    return ScaledFrame.of(this, width, height, wantedWidth, wantedHeight);
  }
}
